package io.sluice.cli.command;

import io.sluice.cli.console.Table;
import io.sluice.cli.demo.WarmupReport;

/** What warm-up did, side by side. */
final class WarmupTable {

    private WarmupTable() {}

    static Table of(WarmupReport report) {
        Table table = new Table(
                "PIPELINE",
                "WARM-UP",
                "REQUESTS",
                "ADDED p50 ms",
                "MAX ms",
                "COLD/REQUEST",
                "CASCADE",
                "IDLE GB s",
                "BOUND ms");
        report.pipelines()
                .forEach(row -> table.row(
                        row.pipeline(),
                        row.way(),
                        row.requests(),
                        "%.0f".formatted(row.addedP50()),
                        "%.0f".formatted(row.addedMax()),
                        "%.1f".formatted(row.coldStarts()),
                        "%.2f".formatted(row.cascade()),
                        "%.1f".formatted(row.idleGigabyteSeconds()),
                        "%.0f".formatted(row.boundMillis())));
        return table;
    }
}
