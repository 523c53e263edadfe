package io.sluice.predictor.report;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.simulator.Simulator;
import io.sluice.predictor.simulator.SimulatorResult;
import io.sluice.predictor.simulator.SimulatorSettings;
import io.sluice.predictor.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Replays one trace under several policies, each with several settings, and makes a report of it. For one thread. */
public final class Replays {

    private final Trace trace;
    private final Simulator simulator;
    private final Variants variants;
    private final LongSupplier ticker;
    private final Map<String, Timed> done = new HashMap<>();

    /**
     * Prepares the replays.
     *
     * @param settings what policies are made with, but for tau, keep-alive and the future
     * @param sweep which policies, and what is varied
     * @param ticker a clock in nanoseconds, by which what policies take is timed
     * @throws IllegalArgumentException when there is no policy of a name, or a setting is out of its range
     */
    public Replays(
            Trace trace, SimulatorSettings simulated, PolicySettings settings, Sweep sweep, LongSupplier ticker) {
        this.trace = trace;
        this.ticker = ticker;
        variants = new Variants(trace, settings, sweep);
        simulator = new Simulator(trace, simulated);
    }

    /** How many replays there are; those of one name are one. */
    public int count() {
        return (int) variants.all().stream().map(Variant::name).distinct().count();
    }

    /** Makes them; who watches is told each one's name before it begins. */
    public Report run(Consumer<String> before) {
        List<ReportRow> rows = new ArrayList<>();
        for (Variant variant : variants.all()) {
            Timed timed = done.get(variant.name());
            if (timed == null) {
                before.accept(variant.name());
                timed = replay(variant);
                done.put(variant.name(), timed);
            }
            if (variant.shown()) {
                rows.add(new ReportRow(
                        variant.policy().name(),
                        variant.parameter(),
                        variant.settings().tau(),
                        variant.policy().bound(),
                        timed.result(),
                        timed.nanosPerEvent()));
            }
        }
        Timed reference = done.get(Variants.REFERENCE);
        if (reference == null) {
            throw new IllegalStateException("'" + Variants.REFERENCE + "' was not replayed");
        }
        return new Report(trace.name(), reference.result(), rows);
    }

    private record Timed(SimulatorResult result, double nanosPerEvent) {}

    private Timed replay(Variant variant) {
        TimedPolicy policy = new TimedPolicy(variant.policy().factory().apply(variant.settings()), ticker);
        return new Timed(simulator.run(policy), policy.nanosPerEvent());
    }
}
