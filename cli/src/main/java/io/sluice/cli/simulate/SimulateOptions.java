package io.sluice.cli.simulate;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.catalog.PolicyCatalog;
import io.sluice.predictor.report.Sweep;
import io.sluice.predictor.simulator.SimulatorSettings;
import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which policies are replayed, with what, as the command line says it. */
public final class SimulateOptions {

    private static final Duration USUAL_TAU = Duration.ofMinutes(10);
    private static final List<Duration> CURVE = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofMinutes(60));

    @Option(
            names = "--policy",
            split = ",",
            paramLabel = "NAME",
            description = "Which policies, with commas between; 'all' for all there are (default: all).")
    private List<String> policies = List.of("all");

    @Option(
            names = "--tau",
            split = ",",
            converter = TimeConverter.class,
            paramLabel = "TIME",
            description = "For how long an idle instance may be held to spare one cold start; several make a curve"
                    + " (default: 10m, with --plot 1m,3m,10m,30m,1h).")
    private @Nullable List<Duration> taus;

    @Option(
            names = "--keep-alive",
            split = ",",
            converter = TimeConverter.class,
            paramLabel = "TIME",
            description = "More keep-alives for policies that take one and ask for no tau (default: with several"
                    + " taus, these).")
    private @Nullable List<Duration> keepAlives;

    @Option(
            names = "--start-time",
            converter = TimeConverter.class,
            paramLabel = "TIME",
            description = "How long a start takes where the trace doesn't say (default: 1s).")
    private Duration startTime = Duration.ofSeconds(1);

    @Option(
            names = "--memory",
            converter = SizeConverter.class,
            paramLabel = "SIZE",
            description = "What an instance holds where the trace doesn't say (default: 256MiB).")
    private long memory = 256L << 20;

    @Option(
            names = "--learn-until",
            converter = Share.Converter.class,
            paramLabel = "PERCENT",
            description = "Measure after this part of the trace's time; before it policies only learn (default: 0%%).")
    private Share learnUntil = new Share(0);

    @Option(
            names = "--cold-before-each-request",
            description = "End everything before each request, so that what is measured is what its own calls bring.")
    private boolean cold;

    @Option(names = "--seed", paramLabel = "N", description = "Of all randomness (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    /** What is not in the trace about functions. */
    public FunctionProfile profile() {
        return new FunctionProfile(startTime.toNanos(), memory, 1);
    }

    /** The seed of all randomness. */
    public long seed() {
        return seed;
    }

    /** The policies, and what is varied. */
    public Sweep sweep(boolean plotted) {
        List<Duration> varied = taus == null ? (plotted ? CURVE : List.of(USUAL_TAU)) : taus;
        List<Duration> held = keepAlives == null ? (varied.size() > 1 ? varied : List.of()) : keepAlives;
        try {
            return new Sweep(names(), varied, held);
        } catch (IllegalArgumentException e) {
            throw new CliFailure(ExitCode.USAGE, "--" + e.getMessage(), e);
        }
    }

    private List<String> names() {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (String policy : policies) {
            if (policy.equals("all")) {
                names.addAll(PolicyCatalog.names());
            } else if (PolicyCatalog.names().contains(policy)) {
                names.add(policy);
            } else {
                throw new CliFailure(
                        ExitCode.USAGE,
                        "--policy: there is none named '" + policy + "'\n  There are "
                                + String.join(", ", PolicyCatalog.names()) + "; 'all' is all of them.");
            }
        }
        return new ArrayList<>(names);
    }

    /** What policies are made with, but for what is varied. */
    public PolicySettings policySettings() {
        return new PolicySettings(USUAL_TAU, null, Long.MAX_VALUE, 0, seed, null);
    }

    /** What counts of a replay. */
    public SimulatorSettings simulatorSettings(Trace trace) {
        SimulatorSettings settings =
                SimulatorSettings.DEFAULT.measuredFrom((long) (learnUntil.part() * trace.lengthNanos()));
        return cold ? settings.coldBeforeRequests() : settings;
    }
}
