package io.sluice.predictor.simulator;

import static io.sluice.predictor.simulator.Traces.seconds;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.TraceEvent;
import java.util.Random;

/** Plans and withdraws anything at any time; the same with the same seed. */
final class RandomPolicy implements WarmupPolicy {

    private final Random random;
    private final int functions;

    RandomPolicy(long seed, int functions) {
        random = new Random(seed);
        this.functions = functions;
    }

    @Override
    public String name() {
        return "random";
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        act(event.atNanos(), planner);
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        act(nowNanos, planner);
    }

    private void act(long now, Planner planner) {
        String function = "f" + random.nextInt(functions + 1);
        switch (random.nextInt(4)) {
            case 0 -> planner.plan(randomPlan(function, now));
            case 1 -> planner.withdraw(function, random.nextInt(3));
            case 2 -> planner.wakeAt(now + seconds(random.nextInt(10) - 1));
            default -> {
                // Nothing, for once.
            }
        }
    }

    private Plan randomPlan(String function, long now) {
        long from = Math.max(0, now + seconds(random.nextInt(20) - 5));
        return new Plan(
                function,
                random.nextInt(3),
                random.nextBoolean() ? Plan.Counting.TOTAL : Plan.Counting.FREE,
                1 + random.nextInt(3),
                from,
                from + 1 + seconds(random.nextInt(30)),
                random.nextDouble());
    }
}
