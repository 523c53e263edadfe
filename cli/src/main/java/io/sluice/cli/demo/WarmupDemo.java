package io.sluice.cli.demo;

import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Progress;
import io.sluice.cli.deploy.Deployer;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.deploy.TrainingRun;
import io.sluice.contract.api.FunctionStats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls two pipelines in turns, at the same times under four ways: without warm-up, with it, with it where memory is so dear that nothing
 * is held for the next request, and with an oracle that has everything started just before. Functions of their own processes
 * are started and ended for it, so it takes minutes.
 */
public final class WarmupDemo {

    private static final long SEED = 7;

    private static final Pipeline RELAY = new Pipeline(
            "relay",
            "demo/first",
            List.of("demo/second", "demo/third", "demo/side", "demo/fourth", "demo/fifth"),
            "\"baton\"");
    private static final Pipeline TEXT = new Pipeline(
            "text",
            "demo/analyze",
            List.of("demo/clean", "demo/tokenize", "demo/lemmatize", "demo/sentiment"),
            "\"What a lovely day\"");
    private static final List<String> TEXT_PROJECTS = List.of("analyze", "clean", "tokenize", "lemmatize", "sentiment");

    /** So that without warm-up each instance is gone before the next request. */
    private static final String SHORT_IDLE = "idle: 1s";

    private final Installation installation;
    private final Console console;
    private final Plan plan;

    /**
     * What is to be done.
     *
     * @param requests how many of each pipeline under each way
     * @param gap about how long from one to the next
     * @param waiting whether the relay's starts mostly wait rather than compute
     * @param relayOnly whether the text pipeline is left out
     */
    public record Plan(int requests, Duration gap, boolean waiting, boolean relayOnly) {}

    private enum Way {
        OFF("off", "off", "10m"),
        ON("on", "on", "10m"),
        DEAR("on, nothing held", "on", "1s"),
        ORACLE("oracle", "off", "10m");

        private final String label;
        private final String mode;
        private final String tau;

        Way(String label, String mode, String tau) {
            this.label = label;
            this.mode = mode;
            this.tau = tau;
        }

        Map<String, String> environment() {
            return Map.of("SLUICE_WARMUP_MODE", mode, "SLUICE_WARMUP_TAU", tau);
        }
    }

    private record Measured(Way way, Trial.Outcome outcome) {}

    public WarmupDemo(Installation installation, Console console, Plan plan) {
        this.installation = installation;
        this.console = console;
        this.plan = plan;
    }

    /** Runs it. Takes about requests x gap for each way. */
    public WarmupReport run() {
        List<Pipeline> pipelines = plan.relayOnly() ? List.of(RELAY) : List.of(RELAY, TEXT);
        List<Arrival> arrivals = Arrival.every(plan.gap().toMillis(), plan.requests(), pipelines, SEED);
        List<Measured> all = new ArrayList<>();
        long lead = 0;
        for (Way way : Way.values()) {
            long foreseen = way == Way.ORACLE ? lead : 0;
            Trial.Outcome outcome = new TemporaryRuntime(installation, console)
                    .with(way.environment(), client -> trial(client, way, pipelines, arrivals, foreseen));
            lead = Math.max(lead, longest(outcome));
            all.add(new Measured(way, outcome));
        }
        return report(pipelines, all);
    }

    private static long longest(Trial.Outcome outcome) {
        return outcome.millis().values().stream()
                .flatMap(List::stream)
                .mapToLong(Double::longValue)
                .max()
                .orElse(0);
    }

    private Trial.Outcome trial(
            RuntimeClient client, Way way, List<Pipeline> pipelines, List<Arrival> arrivals, long foreseen) {
        deploy(client);
        try (Progress progress = Progress.of(console, "warm-up " + way.label, arrivals.size())) {
            return new Trial(client, pipelines, text -> {
                        progress.advance(1);
                        progress.note(text);
                    })
                    .run(arrivals, foreseen);
        }
    }

    private void deploy(RuntimeClient client) {
        Deployer deployer = new Deployer(client, console);
        Path relay = installation.function("relay");
        List<Project> projects = new ArrayList<>();
        projects.add(plan.waiting() ? Project.variant(relay, "sluice-waiting.yaml") : Project.read(relay, null));
        if (!plan.relayOnly()) {
            for (String name : TEXT_PROJECTS) {
                projects.add(Project.read(installation.function(name), null).with(SHORT_IDLE));
            }
        }
        projects.forEach(deployer::deploy);
        try (Progress progress = Progress.of(console, "training runs", projects.size())) {
            for (Project project : projects) {
                TrainingRun.await(client, project.manifest().functions().getFirst());
                progress.advance(1);
            }
        }
    }

    private static WarmupReport report(List<Pipeline> pipelines, List<Measured> all) {
        int cores = Runtime.getRuntime().availableProcessors();
        List<WarmupReport.Row> rows = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            double warm = all.stream()
                    .flatMap(it -> it.outcome().millis(pipeline).stream())
                    .mapToDouble(Double::doubleValue)
                    .min()
                    .orElse(0);
            Trial.Outcome off = all.getFirst().outcome();
            double oneStart = startMillis(pipeline, off.stats());
            double bound = Math.max(oneStart, off.startCpuMillis().getOrDefault(pipeline, 0.0) / cores);
            all.forEach(it -> rows.add(row(pipeline, it, warm, oneStart, bound)));
        }
        return new WarmupReport(rows, cores);
    }

    private static WarmupReport.Row row(
            Pipeline pipeline, Measured measured, double warm, double oneStart, double bound) {
        List<Double> added = measured.outcome().millis(pipeline).stream()
                .map(millis -> millis - warm)
                .sorted()
                .toList();
        double cold = measured.outcome().stats().stream()
                .filter(it -> pipeline.functions().contains(it.function()))
                .mapToLong(it -> it.coldMillis().count())
                .sum();
        double waited = added.stream()
                .filter(millis -> millis > oneStart / 5)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        return new WarmupReport.Row(
                pipeline.name(),
                measured.way().label,
                added.size(),
                added.get(added.size() / 2),
                added.getLast(),
                cold / added.size(),
                oneStart == 0 ? 0 : waited / oneStart,
                measured.outcome().idleGigabyteSeconds(),
                bound);
    }

    /** How long one start takes, the median over all starts of a pipeline's functions. */
    private static double startMillis(Pipeline pipeline, List<FunctionStats> stats) {
        List<Double> medians = stats.stream()
                .filter(it -> pipeline.functions().contains(it.function())
                        && it.startMillis().count() > 0)
                .map(it -> it.startMillis().p50())
                .sorted()
                .toList();
        return medians.isEmpty() ? 0 : medians.get(medians.size() / 2);
    }
}
