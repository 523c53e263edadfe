package io.sluice.predictor.simulator;

import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** Adds up what a replay came to. */
final class Results {

    private static final double GB_SECOND = (1L << 30) * 1e9;

    private Results() {}

    static SimulatorResult of(
            Trace trace, WarmupPolicy policy, FunctionState[] functions, Ledger ledger, Memory memory, long now) {
        List<FunctionResult> results =
                Arrays.stream(functions).map(function -> function.result(now)).toList();
        return new SimulatorResult(
                trace.name(),
                policy.name(),
                ledger.coldFirstUses(),
                ledger.latency(),
                memory(results, memory),
                ledger.starts(),
                results);
    }

    private static MemoryResult memory(List<FunctionResult> functions, Memory memory) {
        return new MemoryResult(
                functions.stream().mapToLong(FunctionResult::idleNanos).sum() / 1e9,
                gbSeconds(functions, FunctionResult::idleNanos),
                gbSeconds(functions, FunctionResult::aheadNanos),
                gbSeconds(functions, FunctionResult::startingNanos),
                gbSeconds(functions, FunctionResult::busyNanos),
                gbSeconds(functions, FunctionResult::lifeNanos),
                memory.peak(),
                memory.overshoots());
    }

    private static double gbSeconds(List<FunctionResult> functions, ToLongFunction<FunctionResult> nanos) {
        return functions.stream()
                .mapToDouble(it -> nanos.applyAsLong(it) * (it.profile().memoryBytes() / GB_SECOND))
                .sum();
    }
}
