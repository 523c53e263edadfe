package io.sluice.benchmarks.starts;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts all rows in turns, so that what the machine does besides meets all alike. */
public final class Starts {

    private Starts() {}

    /** Starts each so often, after one that does not count; {@code progress} is told what it does. */
    public static StartsReport measure(
            List<StartRow> rows, int times, List<StartsReport.Bound> bounds, Consumer<String> progress) {
        List<List<Start.Sample>> samples = new ArrayList<>();
        rows.forEach(row -> samples.add(new ArrayList<>()));
        for (int round = 0; round <= times; round++) {
            for (int i = 0; i < rows.size(); i++) {
                progress.accept(rows.get(i).name() + ", " + round + " of " + times);
                Start.Sample sample = once(rows.get(i));
                if (round > 0) {
                    samples.get(i).add(sample);
                }
            }
        }
        return StartsReport.of(rows, samples, bounds);
    }

    private static Start.Sample once(StartRow row) {
        try {
            return row.start().once();
        } catch (CliFailure e) {
            throw e;
        } catch (Exception e) {
            throw new CliFailure(ExitCode.INTERNAL, row.name() + " did not start: " + e.getMessage(), e);
        }
    }
}
