package io.sluice.router;

import io.sluice.pool.Payload;
import io.sluice.registry.FunctionVersion;
import io.sluice.results.ResultKey;
import io.sluice.results.Results;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Answers calls of functions whose results are kept: with one that is kept, by an equal call that is under way, or by a run
 * whose result is kept then. Whether they may be made has been found out before. Safe for use by many threads; never blocks.
 */
public final class KeptCalls {

    private final Results results;
    private final KeptReplies kept;
    private final SharedRuns runs;
    private final List<ResultListener> listeners;
    private final LongSupplier nanoTime;

    /**
     * @param sound whether a result is what it says it is; others are not kept
     * @param nanoTime the monotonic clock
     */
    public KeptCalls(
            Vertx vertx,
            Flights flights,
            Results results,
            Predicate<Payload> sound,
            List<ResultListener> listeners,
            LongSupplier nanoTime) {
        this.results = results;
        this.kept = new KeptReplies(results, sound, nanoTime);
        this.runs = new SharedRuns(vertx, flights, kept, this::tell, nanoTime);
        this.listeners = List.copyOf(listeners);
        this.nanoTime = nanoTime;
    }

    /**
     * Whether a call is one of these. One with attributes is not: those of an event are its own, and the function may look
     * at them; nor is one whose output is wanted, as kept results have none, or whose result is wanted item by item.
     */
    boolean take(Invocation invocation, FunctionVersion function) {
        if (invocation.wantsOutput()
                || invocation.parts() != null
                || invocation.payload().spooled() != null
                || !results.keeps(function, invocation.payload().bytes())
                || !invocation.attributes().isEmpty()) {
            return false;
        }
        if (invocation.cacheUse() == CacheUse.REFUSED) {
            tell(function, CacheOutcome.REFUSED);
            return false;
        }
        return true;
    }

    /** Answers a call that is one of these. */
    Uni<Reply> call(Invocation invocation, FunctionVersion function) {
        return Uni.createFrom().emitter(emitter -> answer(invocation, function, emitter));
    }

    private void answer(Invocation invocation, FunctionVersion function, UniEmitter<? super Reply> emitter) {
        long now = nanoTime.getAsLong();
        Payload input = invocation.payload();
        ResultKey key =
                ResultKey.of(function, function.runsFor(invocation.origin().caller()), input.type(), input.bytes());
        Reply reply = invocation.cacheUse() == CacheUse.ALLOWED
                ? kept.find(key, invocation.origin().record(), now)
                : null;
        if (reply == null) {
            runs.join(key, new Waiter(invocation, function, emitter, now));
        } else {
            tell(function, CacheOutcome.HIT);
            hand(reply, invocation, function, emitter);
        }
    }

    /** The result is kept elsewhere, but what is sent of it counts with its caller. */
    private static void hand(
            Reply reply, Invocation invocation, FunctionVersion function, UniEmitter<? super Reply> emitter) {
        if (invocation.room().result(reply.payload().size())) {
            emitter.complete(reply);
        } else {
            emitter.fail(Flights.noRoom(function));
        }
    }

    private void tell(FunctionVersion function, CacheOutcome outcome) {
        listeners.forEach(listener -> listener.called(function, outcome));
    }
}
