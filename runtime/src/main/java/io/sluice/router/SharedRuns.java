package io.sluice.router;

import io.sluice.registry.FunctionVersion;
import io.sluice.results.ResultKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The runs under way that equal calls wait for; does what {@link SharedRun} decides. Safe for use by many threads. */
final class SharedRuns {

    private final Vertx vertx;
    private final Flights flights;
    private final KeptReplies kept;
    private final BiConsumer<FunctionVersion, CacheOutcome> told;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<ResultKey, SharedRun> runs = new ConcurrentHashMap<>();
    private final Object waits = new Object();

    SharedRuns(
            Vertx vertx,
            Flights flights,
            KeptReplies kept,
            BiConsumer<FunctionVersion, CacheOutcome> told,
            LongSupplier nanoTime) {
        this.vertx = vertx;
        this.flights = flights;
        this.kept = kept;
        this.told = told;
        this.nanoTime = nanoTime;
    }

    /** Lets the call wait for the run of its key, which is started where there is none. */
    void join(ResultKey key, Waiter waiter) {
        if (waiter.isLate(nanoTime.getAsLong())) {
            waiter.fail(Flights.tooLate(waiter.function()));
            return;
        }
        SharedRun run = waiter.wantsRefresh() ? renewed(key) : current(key);
        if (!mayWait(waiter, run)) {
            told.accept(waiter.function(), CacheOutcome.MISS);
            waiter.run(flights);
            return;
        }
        switch (run.admit(waiter)) {
            case LEADS -> lead(key, run, waiter);
            case JOINED -> wait(key, run, waiter);
            case OVER -> {
                waitsNoMore(waiter, run);
                join(key, waiter);
            }
            case FULL -> {
                waitsNoMore(waiter, run);
                waiter.fail(full(waiter.function()));
            }
        }
    }

    private SharedRun current(ResultKey key) {
        return runs.compute(key, (same, there) -> there == null || there.isOver() ? new SharedRun() : there);
    }

    /** What is under way began before this call came, so it will not do for one that wants a new result. */
    private SharedRun renewed(ResultKey key) {
        SharedRun run = new SharedRun();
        runs.put(key, run);
        return run;
    }

    /** False where each would wait for the other: a function that calls itself with its own input. */
    private boolean mayWait(Waiter waiter, SharedRun run) {
        RunRecord above = waiter.above();
        if (above == null) {
            return true;
        }
        synchronized (waits) {
            boolean circular = run.record().isOrWaitsFor(above);
            if (!circular) {
                above.awaits(run);
            }
            return !circular;
        }
    }

    private void wait(ResultKey key, SharedRun run, Waiter waiter) {
        told.accept(waiter.function(), CacheOutcome.JOINED);
        waiter.watch(vertx, nanoTime.getAsLong(), () -> leave(key, run, waiter, Flights.noAnswer(waiter.function())));
        waiter.onGone(() -> leave(key, run, waiter, null));
    }

    private void lead(ResultKey key, SharedRun run, Waiter leader) {
        leader.onGone(() -> leave(key, run, leader, null));
        // Since it was looked for, another run may have come to its end.
        Reply already = leader.wantsRefresh() ? null : kept.find(key, run.record(), nanoTime.getAsLong());
        told.accept(leader.function(), outcome(leader, already));
        if (already == null) {
            start(key, run, leader);
        } else {
            finish(key, run, run.record(), already, null);
        }
    }

    private static CacheOutcome outcome(Waiter leader, @Nullable Reply already) {
        if (leader.wantsRefresh()) {
            return CacheOutcome.REFUSED;
        }
        return already == null ? CacheOutcome.MISS : CacheOutcome.HIT;
    }

    private void start(ResultKey key, SharedRun run, Waiter leader) {
        long started = nanoTime.getAsLong();
        RunRecord record = run.record();
        // It is the leader's room that the run uses, even when the leader has gone and others wait.
        Runnable release = leader.invocation().room().hold();
        Cancellable running = Uni.createFrom()
                .<Reply>emitter(emitter -> flights.start(leader.invocation(), leader.function(), record, emitter))
                .onTermination()
                .invoke(release)
                .subscribe()
                .with(
                        reply -> {
                            kept.keep(key, reply, record, started);
                            finish(key, run, record, reply, leader);
                        },
                        failure -> failed(key, run, failure));
        if (!run.runs(record, running)) {
            running.cancel();
        }
    }

    /** @param counted the one in whose room the result is already, if there is one */
    private void finish(ResultKey key, SharedRun run, RunRecord record, Reply reply, @Nullable Waiter counted) {
        List<Waiter> all = new ArrayList<>(run.succeed());
        // Last whose room holds the result: it may let go of it as soon as it is answered.
        all.sort(Comparator.comparing(waiter -> waiter.equals(counted)));
        for (Waiter waiter : all) {
            RunRecord above = waiter.above();
            if (above != null) {
                above.take(record);
            }
            ended(run, waiter);
            if (waiter.equals(counted)) {
                waiter.complete(reply, nanoTime.getAsLong());
            } else {
                waiter.share(reply, nanoTime.getAsLong());
            }
        }
        runs.remove(key, run);
    }

    private void failed(ResultKey key, SharedRun run, Throwable failure) {
        SharedRun.Verdict verdict = run.fail(nanoTime.getAsLong());
        if (verdict.next() == null) {
            runs.remove(key, run);
        } else {
            start(key, run, verdict.next());
        }
        verdict.failed().forEach(waiter -> {
            ended(run, waiter);
            waiter.fail(failure);
        });
    }

    private void leave(ResultKey key, SharedRun run, Waiter waiter, @Nullable Throwable failure) {
        SharedRun.Departure departure = run.leave(waiter);
        if (!departure.waited()) {
            return;
        }
        ended(run, waiter);
        if (departure.abandoned()) {
            runs.remove(key, run);
            departure.stop();
        }
        if (failure != null) {
            waiter.fail(failure);
        }
    }

    private void ended(SharedRun run, Waiter waiter) {
        waitsNoMore(waiter, run);
        waiter.end(vertx);
    }

    private static void waitsNoMore(Waiter waiter, SharedRun run) {
        RunRecord above = waiter.above();
        if (above != null) {
            above.awaitsNoMore(run);
        }
    }

    private static InvocationFailure full(FunctionVersion function) {
        return new InvocationFailure.Overloaded(
                "at most " + SharedRun.MAX_WAITING + " equal calls of '" + function.label()
                        + "' wait for one result, and so many do already",
                Duration.ofSeconds(1));
    }
}
