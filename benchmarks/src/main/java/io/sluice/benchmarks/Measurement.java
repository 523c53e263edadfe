package io.sluice.benchmarks;

import io.sluice.benchmarks.jvm.Profiler;
import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.benchmarks.report.OnAndOff;
import io.sluice.benchmarks.report.Report;
import io.sluice.cli.bench.Comparison;
import io.sluice.cli.bench.Contest;
import io.sluice.cli.bench.Figures;
import io.sluice.cli.bench.Series;
import io.sluice.cli.bench.Side;
import io.sluice.cli.bench.WarmUp;
import io.sluice.cli.console.Progress;
import io.sluice.cli.deploy.Installation;
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

    /** Two sides, each by itself and beside the other. */
    private record Compared(List<Figures> figures, OnAndOff onAndOff, Map<String, Double> allocated) {}

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
            List<Compared> compared = Stream.of(TakenOut.values())
                    .filter(what -> plan.wants(what.on))
                    .map(this::compared)
                    .toList();
            List<OnAndOff> onAndOff = compared.stream().map(Compared::onAndOff).toList();
            Map<String, Double> resident = resident(runtime);
            say(Names.COLD_STARTS);
            List<Double> cold =
                    plan.wants(Names.COLD_STARTS) ? new ColdStarts(runtime).measure(plan.coldStarts()) : List.of();
            Inspection inspection = inspection(runtime);
            Map<String, Double> allocated = inspection.allocation(ours);
            compared.forEach(each -> allocated.putAll(each.allocated()));
            return new Report(
                    machine(),
                    warmUps,
                    Stream.concat(load.stream(), compared.stream().flatMap(each -> each.figures().stream()))
                            .toList(),
                    halfPeak,
                    onAndOff,
                    allocated,
                    cold,
                    resident,
                    new Aims(load, halfPeak, onAndOff, resident.getOrDefault("runtime", 0.0)).all(),
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
     * The same call of two runtimes that differ in nothing but that one does without something. Both are new: what a JVM has
     * compiled for other calls would be a difference, too.
     */
    private Compared compared(TakenOut what) {
        String agent = installation
                .folder()
                .resolve("benchmarks/target/sluice-benchmarks-off.jar")
                .toString();
        try (RuntimeProcess on = start(what.argument + "-on", List.of());
                RuntimeProcess off =
                        start(what.argument + "-off", List.of("-javaagent:" + agent + "=" + what.argument))) {
            List<Side> sides = List.of(what.on(on), what.off(off));
            warmUp(sides);
            List<Load> loads = plan.load().loads();
            List<Series> series =
                    contest.run(sides, loads, plan.load().rounds(), plan.load().time());
            what.requireOff(off);
            Map<String, Double> allocated = new LinkedHashMap<>();
            allocated.putAll(inspection(on).allocation(sides.subList(0, 1)));
            allocated.putAll(inspection(off).allocation(sides.subList(1, 2)));
            List<Comparison> comparisons = IntStream.range(0, loads.size())
                    .mapToObj(i -> Comparison.of(series.get(2 * i), series.get(2 * i + 1)))
                    .flatMap(List::stream)
                    .toList();
            return new Compared(
                    byName(sides, series), new OnAndOff(what.on, what.off, what.aim, comparisons), allocated);
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
