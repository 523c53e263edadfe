package io.sluice.benchmarks;

import io.sluice.benchmarks.jvm.Profiler;
import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.benchmarks.report.Report;
import io.sluice.cli.bench.Comparison;
import io.sluice.cli.bench.Contest;
import io.sluice.cli.bench.Figures;
import io.sluice.cli.bench.Series;
import io.sluice.cli.bench.Side;
import io.sluice.cli.bench.WarmUp;
import io.sluice.cli.console.Progress;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.load.Load;
import io.sluice.cli.local.Resident;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One run: references and runtime side by side, each load in each round, so that what disturbs the machine disturbs all
 * alike. What would itself disturb comes after the rest.
 */
final class Measurement {

    /** These are also measured at half of their own peak rate. */
    private static final Set<String> AT_HALF_PEAK = Set.of(Names.CALL, Names.CHAIN);

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    /** Two sides, each by itself and beside the other. */
    private record Compared(List<Figures> figures, List<Comparison> comparisons, Map<String, Double> allocated) {

        static final Compared NOTHING = new Compared(List.of(), List.of(), Map.of());
    }

    private final Installation installation;
    private final Path scratch;
    private final Progress progress;
    private final Plan plan;
    private final Contest contest;
    private final List<WarmUp> warmUps = new ArrayList<>();

    Measurement(Installation installation, Path scratch, Progress progress, Plan plan) {
        this.installation = installation;
        this.scratch = scratch;
        this.progress = progress;
        this.plan = plan;
        this.contest = new Contest(plan.load().generator(), this::say);
    }

    Report run() {
        try (Reference reference = new Reference(installation.folder(), scratch, plan::wants);
                RuntimeProcess runtime = start("main", plan.profiles().isPresent() ? Profiler.JVM_FLAGS : List.of())) {
            RuntimeSides sides = new RuntimeSides(runtime);
            List<Side> ours = sides.of(plan::wants);
            List<Figures> load = load(
                    Stream.concat(reference.sides().stream(), ours.stream()).toList());
            List<Figures> halfPeak = halfPeak(ours, load);
            Compared onAndOff = plan.wants(Names.ALL_ON) ? onAndOff() : Compared.NOTHING;
            Map<String, Double> resident = resident(runtime);
            say(Names.COLD_STARTS);
            List<Double> cold =
                    plan.wants(Names.COLD_STARTS) ? new ColdStarts(runtime).measure(plan.coldStarts()) : List.of();
            Inspection inspection = inspection(runtime);
            Map<String, Double> allocated = inspection.allocation(ours);
            allocated.putAll(onAndOff.allocated());
            return new Report(
                    machine(),
                    warmUps,
                    Stream.concat(load.stream(), onAndOff.figures().stream()).toList(),
                    halfPeak,
                    onAndOff.comparisons(),
                    allocated,
                    cold,
                    resident,
                    new Aims(load, halfPeak, onAndOff.comparisons(), resident.getOrDefault("runtime", 0.0)).all(),
                    inspection.hotSpots(ours));
        }
    }

    private RuntimeProcess start(String name, List<String> jvmFlags) {
        RuntimeProcess runtime = RuntimeProcess.start(installation, scratch.resolve(name), jvmFlags);
        new RuntimeSides(runtime).deploy(installation.folder());
        say("runtime " + runtime.pid());
        return runtime;
    }

    private Inspection inspection(RuntimeProcess runtime) {
        return new Inspection(runtime, contest, plan, scratch);
    }

    private List<Figures> load(List<Side> sides) {
        warmUp(sides);
        return byName(
                sides,
                contest.run(
                        sides,
                        plan.load().loads(),
                        plan.load().rounds(),
                        plan.load().time()));
    }

    private void warmUp(List<Side> sides) {
        sides.forEach(side -> warmUps.add(
                contest.warmUp(side, plan.load().warmUpInFlight(), plan.load().warmUp())));
    }

    private static List<Figures> byName(List<Side> sides, List<Series> series) {
        return sides.stream()
                .flatMap(side -> series.stream().filter(each -> each.side().equals(side)))
                .map(Series::figures)
                .toList();
    }

    private List<Figures> halfPeak(List<Side> sides, List<Figures> load) {
        return sides.stream()
                .filter(side -> AT_HALF_PEAK.contains(side.name()))
                .flatMap(side -> contest
                        .run(
                                List.of(side),
                                List.of(plan.load().open(peak(side, load) / 2)),
                                plan.load().rounds(),
                                plan.load().time())
                        .stream())
                .map(Series::figures)
                .toList();
    }

    private static double peak(Side side, List<Figures> load) {
        return load.stream()
                .filter(each -> each.name().equals(side.name()))
                .mapToDouble(Figures::perSecond)
                .max()
                .orElse(1);
    }

    /**
     * The same call of two runtimes that differ in nothing but that one does without all that is not the call itself. Both
     * are new: what a JVM has compiled for other calls would be a difference, too.
     */
    private Compared onAndOff() {
        String agent = installation
                .folder()
                .resolve("benchmarks/target/sluice-benchmarks-off.jar")
                .toString();
        try (RuntimeProcess on = start("on", List.of());
                RuntimeProcess off = start("off", List.of("-javaagent:" + agent))) {
            List<Side> sides = List.of(
                    new RuntimeSides(on).call(Names.ALL_ON, Map.of("traceparent", TRACE)),
                    new RuntimeSides(off).call(Names.ALL_OFF, Map.of()));
            warmUp(sides);
            List<Load> loads = plan.load().loads();
            List<Series> series =
                    contest.run(sides, loads, plan.load().rounds(), plan.load().time());
            requireOff(off);
            Map<String, Double> allocated = new LinkedHashMap<>();
            allocated.putAll(inspection(on).allocation(sides.subList(0, 1)));
            allocated.putAll(inspection(off).allocation(sides.subList(1, 2)));
            return new Compared(
                    byName(sides, series),
                    IntStream.range(0, loads.size())
                            .mapToObj(i -> Comparison.of(series.get(2 * i), series.get(2 * i + 1)))
                            .flatMap(List::stream)
                            .toList(),
                    allocated);
        }
    }

    private static void requireOff(RuntimeProcess runtime) {
        long counted = runtime.invocations("bench/loop-one");
        if (counted > 0) {
            throw new CliFailure(
                    ExitCode.INTERNAL,
                    "the runtime that should count nothing has counted " + counted
                            + " invocations: it does not have the agent, and is no comparison");
        }
    }

    private static Map<String, Double> resident(RuntimeProcess runtime) {
        Map<String, Double> resident = new LinkedHashMap<>();
        resident.put("runtime", Resident.mib(runtime.pid()));
        for (String function : List.of("bench/one", "bench/lean-one")) {
            runtime.instances(function)
                    .forEach(instance -> resident.put("an instance (" + function + ")", Resident.mib(instance.pid())));
        }
        return resident;
    }

    private static Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("java", System.getProperty("java.vm.version"));
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return machine;
    }

    private void say(String what) {
        progress.note(what);
        progress.advance(1);
    }
}
