package io.sluice.predictor.simulator;

import java.time.Duration;
import java.util.List;

/**
 * What a replay of a trace under a policy came to.
 *
 * @param coldFirstUses how many cold calls were the first ever of their function, which only knowledge from elsewhere avoids
 * @param functions those that are in the trace, in the order of their first call in it
 */
public record SimulatorResult(
        String trace,
        String policy,
        long coldFirstUses,
        LatencyResult latency,
        MemoryResult memory,
        StartResult starts,
        List<FunctionResult> functions) {

    /** What a cold start costs in RUM, in seconds, and how many GB-seconds cost as much as a second of it. */
    private static final double RUM_COLD_SECONDS = 0.808;

    private static final double RUM_GB_SECONDS = 99.69;

    public SimulatorResult {
        functions = List.copyOf(functions);
    }

    /** How many calls found an instance ready. */
    public long warm() {
        return functions.stream().mapToLong(FunctionResult::warm).sum();
    }

    /** How many calls waited for an instance that was being started already, or was to be free soon. */
    public long partial() {
        return functions.stream().mapToLong(FunctionResult::partial).sum();
    }

    /** How many calls had an instance started for them. */
    public long cold() {
        return functions.stream().mapToLong(FunctionResult::cold).sum();
    }

    /** How many calls were measured. */
    public long calls() {
        return warm() + partial() + cold();
    }

    /** The share of calls that were cold; 0 when there were none. */
    public double coldRate() {
        return calls() == 0 ? 0 : (double) cold() / calls();
    }

    /** A quantile of the functions' cold rates, of those that were called. */
    public double coldRate(double quantile) {
        double[] rates = functions.stream()
                .filter(function -> function.calls() > 0)
                .mapToDouble(FunctionResult::coldRate)
                .sorted()
                .toArray();
        return Quantiles.of(rates.length, quantile, i -> rates[i]);
    }

    /** Resource and user metric: 0.808 s a cold start and a second for 99.69 wasted GB-seconds (FeMux, EuroSys'26). */
    public double rum() {
        return RUM_COLD_SECONDS * cold() + memory.wastedGbSeconds() / RUM_GB_SECONDS;
    }

    /** Seconds of idle instances, and tau of them a cold start. */
    public double cost(Duration tau) {
        return cold() * (tau.toNanos() / 1e9) + memory.idleSeconds();
    }

    /** Of the calls that would have been cold, the share that took a prestarted instance; 1 when there were none. */
    public double prestartRecall() {
        long needed = starts.used() + cold();
        return needed == 0 ? 1 : (double) starts.used() / needed;
    }

    /** Prestarts for a thousand calls; 0 when there were none. */
    public double prestartsPerThousandCalls() {
        return calls() == 0 ? 0 : 1000.0 * starts.prestarts() / calls();
    }
}
