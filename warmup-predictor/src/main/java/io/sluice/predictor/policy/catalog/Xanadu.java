package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Speculation along the most likely path of a function chain, just in time (Daw, Bellur and Kulkarni, "Xanadu: Mitigating
 * cascading cold starts in serverless function chain deployments", Middleware'20). From each entry it learns which function
 * calls which, how likely, and how long after. When an entry is called, what is reached from it by steps of a probability of
 * at least {@value CallTree#LIKELY} each is started so that it is ready when it is expected. One instance of each: the
 * paper's trees have no widths. What the entry didn't call after all is given up when it ends.
 *
 * <p>The paper leaves what happens after a call to the platform below; here that holds instances as {@link FixedKeepAlive} does.
 */
final class Xanadu implements WarmupPolicy {

    private final Duration duration;
    private final KeepAlive keepAlive;
    private final Map<String, CallTree> trees = new HashMap<>();
    private final Map<Long, Open> open = new HashMap<>();
    private final Map<String, Long> startNanos = new HashMap<>();

    Xanadu(PolicySettings settings) {
        duration = Durations.keepAlive(settings, FixedKeepAlive.DEFAULT);
        keepAlive = new KeepAlive(duration);
    }

    /** A call in progress; what it called, and when; and, of an outermost one, what was foreseen for it. */
    private record Open(long root, CallTree tree, long atNanos, Map<String, Long> called, Map<String, Long> foreseen) {}

    @Override
    public String name() {
        return Durations.named("xanadu", duration, FixedKeepAlive.DEFAULT);
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        keepAlive.record(event, planner);
        switch (event) {
            case CallStarted started -> start(started, planner);
            case CallEnded ended -> end(ended, planner);
            case CallsExpected _ -> {}
            case InstanceReady ready -> startNanos.put(ready.function(), ready.tookNanos());
        }
    }

    private void start(CallStarted started, Planner planner) {
        Open caller = open.get(started.parent());
        if (caller == null) {
            CallTree tree = trees.computeIfAbsent(started.entry(), ignored -> new CallTree());
            Map<String, Long> foreseen = tree.likelyFrom(started.function());
            long now = started.atNanos();
            foreseen.forEach((function, offset) -> foresee(function, started.call(), now, offset, planner));
            open.put(started.call(), new Open(started.call(), tree, now, new TreeMap<>(), foreseen));
            return;
        }
        caller.called().putIfAbsent(started.function(), started.atNanos() - caller.atNanos());
        planner.withdraw(started.function(), caller.root());
        open.put(started.call(), new Open(caller.root(), caller.tree(), started.atNanos(), new TreeMap<>(), Map.of()));
    }

    private void foresee(String function, long root, long now, long offset, Planner planner) {
        long from = now + Math.max(0, offset - startNanos.getOrDefault(function, 0L));
        long until = now + offset + Math.max(1, duration.toNanos());
        planner.plan(new Plan(function, root, Plan.Counting.FREE, 1, from, until, 1));
    }

    private void end(CallEnded ended, Planner planner) {
        Open call = open.remove(ended.call());
        if (call != null) {
            call.tree().learn(ended.function(), call.called());
            call.foreseen().keySet().forEach(function -> planner.withdraw(function, call.root()));
        }
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        // It asks for no wakes.
    }
}
