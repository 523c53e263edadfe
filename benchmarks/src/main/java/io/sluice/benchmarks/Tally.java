package io.sluice.benchmarks;

import io.sluice.benchmarks.load.LoadGenerator;
import io.sluice.benchmarks.load.Outcome;
import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.benchmarks.report.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One load on one scenario, round by round. */
final class Tally {

    private final Scenario scenario;
    private final int inFlight;
    private final List<Outcome> outcomes = new ArrayList<>();
    private Duration loopTime = Duration.ZERO;

    Tally(Scenario scenario, int inFlight) {
        this.scenario = scenario;
        this.inFlight = inFlight;
    }

    /** Adds a round. */
    void add(LoadGenerator generator, RuntimeProcess runtime, Duration time) {
        Duration before = runtime.loopTime();
        outcomes.add(generator.run(scenario.target(), inFlight, time));
        loopTime = loopTime.plus(runtime.loopTime().minus(before));
    }

    /** What all rounds come to. */
    Figure figure() {
        Outcome all = Outcome.ofRounds(outcomes);
        double micros = scenario.throughRuntime() ? loopTime.toNanos() / 1e3 / Math.max(1, all.calls()) : 0;
        return new Figure(scenario.name(), all, micros);
    }
}
