package io.sluice.cli.command;

import io.sluice.cli.console.Table;
import io.sluice.contract.api.FunctionStats;
import io.sluice.contract.api.FunctionStats.Latency;
import java.util.List;

/** Counts and latencies as people read them. */
final class StatsTable {

    private StatsTable() {}

    static Table of(List<FunctionStats> stats) {
        Table table = new Table(
                "FUNCTION",
                "CALLS",
                "FAILED",
                "COLD",
                "CACHED",
                "INSTANCES",
                "IN FLIGHT",
                "QUEUED",
                "WARM p50/p99 ms",
                "COLD p50/p99 ms",
                "START p50/p99 ms");
        stats.forEach(each -> table.row(
                each.function() + "@" + each.version(),
                each.invocations(),
                each.failures(),
                each.coldStarts(),
                each.cached(),
                each.instances(),
                each.inFlight(),
                each.queued(),
                millis(each.warmMillis()),
                millis(each.coldMillis()),
                millis(each.startMillis())));
        return table;
    }

    static String millis(Latency latency) {
        return latency.count() == 0 ? "-" : "%.2f / %.2f".formatted(latency.p50(), latency.p99());
    }
}
