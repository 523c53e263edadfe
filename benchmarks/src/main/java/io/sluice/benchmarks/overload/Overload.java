package io.sluice.benchmarks.overload;

import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.cli.bench.Contest;
import io.sluice.cli.bench.Figures;
import io.sluice.cli.bench.Side;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.load.Arrivals;
import io.sluice.cli.load.Load;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures what a function can do, puts many times that on it, and measures again; another function is called a little all the
 * time, to see what it notices.
 *
 * @param slow a function of limited capacity
 * @param neighbour another function of the same runtime
 */
public record Overload(RuntimeProcess runtime, Contest contest, Side slow, Side neighbour, Plan plan) {

    /** More than its concurrency, so that an instance never waits for a call. */
    private static final int IN_FLIGHT = 16;

    private static final double NEIGHBOUR_PER_SECOND = 20;

    /**
     * How much.
     *
     * @param factor how many times its capacity
     * @param connections the most at once
     */
    public record Plan(double factor, Duration overload, Duration peak, Duration warmUp, int connections) {}

    /** Runs the phases. Blocks. */
    public OverloadReport run() {
        contest.warmUp(neighbour, 1, plan.warmUp());
        contest.warmUp(slow, IN_FLIGHT, plan.warmUp());
        Phase before = phase("before", new Load.Closed(IN_FLIGHT), plan.peak());
        double rate = before.figures().perSecond() * plan.factor();
        Load.Open flood = new Load.Open(rate, Arrivals.POISSON, 1, plan.connections());
        Phase during = phase("overload, " + flood.label(), flood, plan.overload());
        Phase after = phase("after", new Load.Closed(IN_FLIGHT), plan.peak());
        return new OverloadReport(plan.factor(), before, during, after);
    }

    private Phase phase(String name, Load load, Duration time) {
        try (MemorySamples memory = new MemorySamples(runtime.pid());
                ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<Figures> other = beside.submit(
                    () -> figures(neighbour, new Load.Open(NEIGHBOUR_PER_SECOND, Arrivals.POISSON, 2, 16), time));
            Figures own = figures(slow, load, time);
            return new Phase(name, own, other.get(), memory.mib());
        } catch (ExecutionException e) {
            throw new CliFailure(ExitCode.INTERNAL, "the neighbour cannot be called: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure(130, "interrupted", e);
        }
    }

    private Figures figures(Side side, Load load, Duration time) {
        return contest.run(List.of(side), List.of(load), 1, time).getFirst().figures();
    }
}
