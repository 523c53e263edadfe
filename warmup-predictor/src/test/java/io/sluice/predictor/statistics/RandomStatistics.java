package io.sluice.predictor.statistics;

import java.util.Random;

/** Statistics as they may have come about. */
final class RandomStatistics {

    private RandomStatistics() {}

    static Statistics of(Random random, int events) {
        Statistics statistics = new Statistics(random.nextInt(3));
        for (int i = 0; i < events; i++) {
            addTo(statistics, random);
        }
        return statistics;
    }

    static void addTo(Statistics statistics, Random random) {
        double now = statistics.epoch() * Decay.EPOCH_SECONDS + random.nextInt(1_000_000);
        double weight = Decay.SLOW.weight(now);
        FunctionStatistics function = statistics.function("f" + random.nextInt(5));
        if (function != null) {
            IdleStatistics idle = function.idle(random.nextInt(FunctionStatistics.GROUPS));
            idle.add(Math.exp(random.nextDouble() * 12), now);
            idle.addCosts(new double[] {random.nextInt(600), random.nextInt(600)}, now);
            function.startMillis().add(random.nextInt(5000), weight);
            function.durationMillis().add(random.nextInt(500), weight);
            function.memoryMebibytes().add(random.nextInt(500), weight);
            function.parallel().add(1 + random.nextInt(20), weight);
            function.addHour(now);
        }
        CallerStatistics caller = statistics.caller("e" + random.nextInt(2), "f" + random.nextInt(5));
        EdgeStatistics edge = caller == null ? null : statistics.edge(caller, "f" + random.nextInt(5));
        if (caller != null && edge != null) {
            caller.addTrial(weight);
            edge.addCall(random.nextInt(100), random.nextInt(1000), weight);
            edge.addHit(1 + random.nextInt(5), weight);
        }
    }
}
