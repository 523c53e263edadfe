package io.sluice.cli.bench;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.load.Load;
import io.sluice.cli.load.LoadGenerator;
import io.sluice.cli.load.Outcome;
import io.sluice.cli.load.Steadiness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Measures sides beside each other: each load on each side in each round, so that what else the machine does disturbs all of
 * them alike. Blocks.
 *
 * @param progress hears what begins, in a few words
 */
public record Contest(LoadGenerator generator, Consumer<String> progress) {

    private static final Duration WINDOW = Duration.ofSeconds(1);

    /** Calls a side, window by window, until its throughput is steady, or the bound is over. */
    public WarmUp warmUp(Side side, int inFlight, Duration bound) {
        progress.accept("warming up " + side.name());
        List<Double> perSecond = new ArrayList<>();
        Steadiness steadiness = Steadiness.of(perSecond);
        while (!steadiness.steady() && steadiness.windows() < bound.toSeconds()) {
            perSecond.add(run(side, new Load.Closed(inFlight), WINDOW).perSecond());
            steadiness = Steadiness.of(perSecond);
        }
        return new WarmUp(side.name(), steadiness);
    }

    /** Runs the rounds; for each load one series for each side, in their order. */
    public List<Series> run(List<Side> sides, List<Load> loads, int rounds, Duration time) {
        List<Series> all = loads.stream()
                .flatMap(load -> sides.stream().map(side -> new Series(side, load)))
                .toList();
        for (int round = 1; round <= rounds; round++) {
            for (Series series : turn(all, sides.size(), round)) {
                progress.accept("round " + round + " of " + rounds + ": "
                        + series.load().label() + ", " + series.side().name());
                add(series, time);
            }
        }
        return all;
    }

    /** Within each load the sides come first and last by turns: who follows whom can matter. */
    private static List<Series> turn(List<Series> all, int sides, int round) {
        if (round % 2 == 1 || sides == 0) {
            return all;
        }
        List<Series> turned = new ArrayList<>();
        IntStream.range(0, all.size() / sides)
                .mapToObj(load -> new ArrayList<>(all.subList(load * sides, (load + 1) * sides)))
                .peek(Collections::reverse)
                .forEach(turned::addAll);
        return turned;
    }

    private void add(Series series, Duration time) {
        Duration before = series.side().usedNow();
        Outcome outcome = run(series.side(), series.load(), time);
        series.add(outcome, series.side().usedNow().minus(before));
    }

    /** One load on one side; a side that can't be connected to is a failure. */
    public Outcome run(Side side, Load load, Duration time) {
        try {
            return generator.run(side.target(), load, time);
        } catch (IOException e) {
            throw new CliFailure(
                    ExitCode.UNREACHABLE,
                    side.name() + " cannot be connected to at " + side.target().address() + ": " + e.getMessage()
                            + "\n  'sluice status' tells whether the runtime still runs.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure(130, "interrupted", e);
        }
    }
}
