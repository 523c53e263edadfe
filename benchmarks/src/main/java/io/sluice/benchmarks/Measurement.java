package io.sluice.benchmarks;

import io.sluice.benchmarks.load.LoadGenerator;
import io.sluice.benchmarks.load.Target;
import io.sluice.benchmarks.process.Resident;
import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.benchmarks.report.Figure;
import io.sluice.benchmarks.report.Report;
import io.sluice.cli.console.Console;
import io.sluice.cli.deploy.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One run: reference and runtime side by side, each load in each round, so that what disturbs the machine disturbs all
 * alike.
 */
record Measurement(Installation installation, Path scratch, Console console, Plan plan) {

    private static final Duration WARM_UP_WINDOW = Duration.ofSeconds(1);

    /**
     * How much is measured.
     *
     * @param time how long each load lasts in each round
     * @param only a part of the name of the loads that are wanted
     */
    record Plan(int rounds, Duration time, int coldStarts, List<Integer> inFlight, String only) {}

    Report run() {
        try (Reference reference = new Reference(installation.folder(), scratch);
                RuntimeProcess runtime = RuntimeProcess.start(installation, scratch, console);
                LoadGenerator generator = new LoadGenerator()) {
            Path functions = installation.folder().resolve("benchmarks/functions");
            runtime.deploy(functions, "sluice.yaml");
            runtime.deploy(functions, "sluice-cold.yaml");
            List<Scenario> scenarios = Stream.concat(reference.scenarios().stream(), scenarios(runtime).stream())
                    .filter(scenario -> scenario.name().contains(plan.only()))
                    .toList();
            say("runtime " + runtime.pid());
            List<Figure> load = load(generator, runtime, scenarios);
            Map<String, Double> resident = resident(runtime);
            say("cold starts");
            return new Report(machine(), load, new ColdStarts(runtime).measure(plan.coldStarts()), resident);
        }
    }

    private static List<Scenario> scenarios(RuntimeProcess runtime) {
        return List.of(
                scenario(runtime, "call through the gateway", "/v1/algo/bench/one", 1),
                scenario(runtime, "call, @NonBlocking", "/v1/algo/bench/loop-one", 1),
                scenario(runtime, "chain of three", "/v1/pipe?step=bench/one&step=bench/two&step=bench/three", 3),
                scenario(
                        runtime,
                        "chain of three, @NonBlocking",
                        "/v1/pipe?step=bench/loop-one&step=bench/loop-two&step=bench/loop-three",
                        3));
    }

    private static Scenario scenario(RuntimeProcess runtime, String name, String uri, int steps) {
        Map<String, String> headers = Map.of("authorization", runtime.authorization());
        return new Scenario(
                name, Target.tcp(runtime.port(), uri, headers, Reference.ITEM, Reference.steps(steps)), true);
    }

    private List<Figure> load(LoadGenerator generator, RuntimeProcess runtime, List<Scenario> scenarios) {
        for (Scenario scenario : scenarios) {
            say("warming up: " + scenario.name());
            generator.warmUp(scenario.target(), plan.inFlight().getLast(), WARM_UP_WINDOW);
        }
        List<Tally> tallies = scenarios.stream()
                .flatMap(scenario -> plan.inFlight().stream().map(inFlight -> new Tally(scenario, inFlight)))
                .toList();
        for (int round = 1; round <= plan.rounds(); round++) {
            say("round " + round + " of " + plan.rounds());
            tallies.forEach(tally -> tally.add(generator, runtime, plan.time()));
        }
        return tallies.stream().map(Tally::figure).toList();
    }

    private static Map<String, Double> resident(RuntimeProcess runtime) {
        Map<String, Double> resident = new LinkedHashMap<>();
        resident.put("runtime", Resident.mib(runtime.pid()));
        runtime.instances("bench/one")
                .forEach(instance -> resident.put("an instance (bench/one)", Resident.mib(instance.pid())));
        runtime.instances("bench/cold")
                .forEach(instance -> resident.put("an instance (bench/cold)", Resident.mib(instance.pid())));
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
        console.err().println(what);
    }
}
