package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.TraceEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The bound of all that learn one keep-alive a function: it knows beforehand the one that costs least over the whole trace. Of
 * a keep-alive T every idle time costs itself when it isn't longer than T, and T + tau when it is.
 */
final class ClairvoyantKeepAlive implements WarmupPolicy {

    private final PolicySettings settings;
    private final Map<String, KeepAlive> keepAlives = new HashMap<>();

    ClairvoyantKeepAlive(PolicySettings settings) {
        this.settings = settings;
        FutureCalls.of("clairvoyant", settings)
                .forEach((function, calls) -> keepAlives.put(
                        function,
                        new KeepAlive(Duration.ofNanos(
                                cheapest(calls.idleNanos(), settings.tau().toNanos())))));
    }

    /** The keep-alive that costs least, in nanoseconds: none, or just longer than one of the idle times. */
    static long cheapest(long[] idleNanos, long tauNanos) {
        long[] idle = Arrays.stream(idleNanos)
                .filter(gap -> gap != Levels.NEVER)
                .sorted()
                .toArray();
        double best = (double) tauNanos * idle.length;
        long keepAlive = 0;
        double held = 0;
        for (int i = 0; i < idle.length; i++) {
            held += idle[i];
            int longer = idle.length - i - 1;
            double cost = held + longer * ((double) idle[i] + tauNanos);
            if (cost < best) {
                best = cost;
                keepAlive = idle[i] + 1;
            }
        }
        return keepAlive;
    }

    @Override
    public String name() {
        return Durations.named("clairvoyant", settings.tau(), PolicySettings.DEFAULT.tau());
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        KeepAlive keepAlive = keepAlives.get(event.function());
        if (keepAlive != null) {
            keepAlive.record(event, planner);
        }
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        // It asks for no wakes.
    }
}
