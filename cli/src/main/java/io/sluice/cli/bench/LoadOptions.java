package io.sluice.cli.bench;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.load.Arrivals;
import io.sluice.cli.load.Load;
import io.sluice.cli.load.LoadGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much load, how often and for how long, as the command line says it. */
public final class LoadOptions {

    private static final List<Integer> IN_FLIGHT = List.of(1, 16, 64);
    private static final int MOST_CONNECTIONS = 16_384;
    private static final int WARM_UP_IN_FLIGHT = 16;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            split = ",",
            description = "Closed loop: how many calls are always under way (default, without --rate: 1,16,64).")
    private @Nullable List<Integer> inFlight;

    @Option(
            names = "--rate",
            paramLabel = "R",
            split = ",",
            description = "Open loop: how many calls come a second, whether or not those before have ended.")
    private List<Double> rates = List.of();

    @Option(
            names = "--arrivals",
            paramLabel = "KIND",
            description = "How the calls of an open loop come: poisson (default: independently) or uniform.")
    private Arrivals arrivals = Arrivals.POISSON;

    @Option(names = "--seed", paramLabel = "N", description = "Of the arrivals' randomness (default: 1).")
    private long seed = 1;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Open loop: the most connections at once (default: ${DEFAULT-VALUE}).")
    private int connections = 512;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each load lasts in each round (default: ${DEFAULT-VALUE}).")
    private double seconds = 2;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How many rounds; the medians are printed (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "At most so many seconds until throughput is steady (default: ${DEFAULT-VALUE}).")
    private int warmUp = 20;

    @Option(
            names = "--loops",
            paramLabel = "N",
            description = "How many threads put the load on (default: ${DEFAULT-VALUE}).")
    private int loops = 1;

    /** Fails when a number is out of its range. */
    public LoadOptions check() {
        inFlight().forEach(each -> require("--in-flight", each, 1, MOST_CONNECTIONS));
        rates.forEach(each -> require("--rate", each, 0.1, 1e6));
        require("--connections", connections, 1, MOST_CONNECTIONS);
        require("--seconds", seconds, 0.1, 3600);
        require("--rounds", rounds, 1, 1000);
        require("--warm-up", warmUp, 0, 3600);
        require("--loops", loops, 1, 64);
        return this;
    }

    private static void require(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    option + " must be from " + text(least) + " to " + text(most) + ", was " + text(value));
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    private List<Integer> inFlight() {
        return inFlight == null ? rates.isEmpty() ? IN_FLIGHT : List.of() : inFlight;
    }

    /** The loads, closed loops first. */
    public List<Load> loads() {
        return Stream.<Load>concat(
                        inFlight().stream().map(Load.Closed::new),
                        rates.stream().map(this::open))
                .toList();
    }

    /** An open loop of another rate, otherwise as the options say. */
    public Load.Open open(double perSecond) {
        return new Load.Open(perSecond, arrivals, seed, connections);
    }

    /** How many calls are under way while things get warm. */
    public int warmUpInFlight() {
        return inFlight().stream().mapToInt(it -> it).max().orElse(WARM_UP_IN_FLIGHT);
    }

    /** How long a warm-up may last. */
    public Duration warmUp() {
        return Duration.ofSeconds(warmUp);
    }

    /** How long each load lasts in each round. */
    public Duration time() {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    /** How many rounds. */
    public int rounds() {
        return rounds;
    }

    /** What puts the load on; no more threads than the smallest load has calls. */
    public LoadGenerator generator() {
        int least = inFlight().stream().mapToInt(it -> it).min().orElse(connections);
        return LoadGenerator.ofLoops(Math.min(loops, Math.min(least, connections)));
    }
}
