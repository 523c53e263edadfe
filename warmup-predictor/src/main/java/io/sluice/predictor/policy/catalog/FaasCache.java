package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeping alive as caching, with greedy-dual-size-frequency (Fuerst and Sharma, "FaasCache: Keeping Serverless Computing Alive
 * with Greedy-Dual Caching", ASPLOS'21, section 4). Nothing is ended for its age. When memory is needed, the idle instance
 * of the lowest priority goes: the clock when it was last used, and its function's frequency x start time / memory. The
 * clock becomes the priority of what was ended; a function of which nothing is left loses its frequency.
 *
 * <p>An instance's memory and start time are known once one of its function was started; before, the default profile stands
 * for them.
 */
final class FaasCache implements WarmupPolicy {

    private final long memoryBytes;
    private final Levels levels = new Levels();
    private final Map<String, Cached> functions = new LinkedHashMap<>();
    private double clock;
    private long usedBytes;

    FaasCache(PolicySettings settings) {
        memoryBytes = settings.memoryBytes();
    }

    private static final class Cached {
        private long frequency;
        private long bytes = FunctionProfile.DEFAULT.memoryBytes();
        private long startNanos = FunctionProfile.DEFAULT.startNanos();
        private int instances;

        /** By level. */
        private double[] priority = new double[2];
    }

    @Override
    public String name() {
        return "faascache";
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        Cached function = functions.computeIfAbsent(event.function(), ignored -> new Cached());
        switch (event) {
            case CallStarted started -> {
                levels.started(started);
                function.frequency++;
                hold(function, levels.busy(started.function()));
                evict(planner);
            }
            case CallEnded ended -> keep(ended, function, planner);
            case CallsExpected _ -> {}
            case InstanceReady ready -> {
                usedBytes += function.instances * (ready.memoryBytes() - function.bytes);
                function.bytes = ready.memoryBytes();
                function.startNanos = ready.tookNanos();
                evict(planner);
            }
        }
    }

    private void hold(Cached function, int instances) {
        if (instances > function.instances) {
            usedBytes += (instances - function.instances) * function.bytes;
            function.instances = instances;
            function.priority = Arrays.copyOf(function.priority, Math.max(function.priority.length, instances + 1));
        }
    }

    private void keep(CallEnded ended, Cached function, Planner planner) {
        int level = levels.ended(ended);
        if (level > 0) {
            double priority =
                    clock + function.frequency * (function.startNanos / 1e9) / (function.bytes / (double) (1L << 30));
            function.priority[level] = priority;
            planner.plan(new Plan(
                    ended.function(),
                    -level,
                    Plan.Counting.TOTAL,
                    level,
                    ended.atNanos(),
                    Long.MAX_VALUE,
                    value(priority)));
        }
    }

    /** A plan's value that is higher for a higher priority, whatever that is: the bits of positive numbers are in their order. */
    private static double value(double priority) {
        return Double.doubleToRawLongBits(priority) * 0x1p-63;
    }

    private void evict(Planner planner) {
        if (usedBytes > memoryBytes) {
            functions.forEach((name, function) -> noteEnded(name, function, planner));
        }
        while (usedBytes > memoryBytes) {
            String victim = lowest();
            if (victim == null) {
                return;
            }
            evictLast(victim, planner);
        }
    }

    /** Whoever carries plans out may have ended some itself, by the same priorities. */
    private void noteEnded(String name, Cached function, Planner planner) {
        int there = Math.max(planner.instances(name), levels.busy(name));
        while (function.instances > there) {
            evictLast(name, planner);
        }
    }

    private @Nullable String lowest() {
        String lowest = null;
        double priority = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, Cached> entry : functions.entrySet()) {
            Cached function = entry.getValue();
            boolean idle = function.instances > levels.busy(entry.getKey());
            if (idle && function.priority[function.instances] < priority) {
                lowest = entry.getKey();
                priority = function.priority[function.instances];
            }
        }
        return lowest;
    }

    private void evictLast(String name, Planner planner) {
        Cached function = functions.get(name);
        if (function == null) {
            return;
        }
        clock = Math.max(clock, function.priority[function.instances]);
        planner.withdraw(name, -function.instances);
        function.instances--;
        usedBytes -= function.bytes;
        function.frequency = function.instances == 0 ? 0 : function.frequency;
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        // It asks for no wakes.
    }
}
