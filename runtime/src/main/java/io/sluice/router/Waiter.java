package io.sluice.router;

import io.sluice.registry.FunctionVersion;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** A call that waits for a run, perhaps with others. It is answered on the event loop that it came on. */
final class Waiter {

    private static final long NONE = -1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Invocation invocation;
    private final FunctionVersion function;
    private final UniEmitter<? super Reply> emitter;
    private final Deadline deadline;
    private final long arrivedNanos;
    private final @Nullable Context context = Vertx.currentContext();
    private volatile long timer = NONE;
    private volatile boolean ended;

    Waiter(Invocation invocation, FunctionVersion function, UniEmitter<? super Reply> emitter, long nowNanos) {
        this.invocation = invocation;
        this.function = function;
        this.emitter = emitter;
        this.arrivedNanos = nowNanos;
        this.deadline = Flights.deadline(invocation, function, nowNanos);
    }

    Invocation invocation() {
        return invocation;
    }

    FunctionVersion function() {
        return function;
    }

    /** When it stops waiting. */
    Deadline deadline() {
        return deadline;
    }

    boolean isLate(long nowNanos) {
        return !deadline.remaining(nowNanos).isPositive();
    }

    boolean wantsRefresh() {
        return invocation.cacheUse() != CacheUse.ALLOWED;
    }

    /** The run that it is made for, if that is noted. */
    @Nullable
    RunRecord above() {
        return invocation.origin().record();
    }

    /** Runs by itself. */
    void run(Flights flights) {
        flights.start(invocation, function, above(), emitter);
    }

    /** Has this done when its time is over. */
    void watch(Vertx vertx, long nowNanos, Runnable onTimeout) {
        long nanos = deadline.remaining(nowNanos).toNanos();
        timer = vertx.setTimer(Math.max(1, Math.ceilDiv(nanos, NANOS_PER_MILLI)), id -> onTimeout.run());
        if (ended) {
            vertx.cancelTimer(timer);
        }
    }

    /** Has this done when its caller has gone; or, to no effect, when it is answered. */
    void onGone(Runnable action) {
        emitter.onTermination(action);
    }

    /** It waits no more. */
    void end(Vertx vertx) {
        ended = true;
        long set = timer;
        if (set != NONE) {
            vertx.cancelTimer(set);
        }
    }

    /** Answers with what another's run came to; as far as this call's room goes. */
    void share(Reply reply, long nowNanos) {
        boolean room = reply.payload().spooled() == null
                ? invocation.room().result(reply.payload().size())
                : invocation.room().share(reply.payload());
        if (room) {
            complete(reply, nowNanos);
        } else {
            fail(Flights.noRoom(function));
        }
    }

    void complete(Reply reply, long nowNanos) {
        Reply own = reply.within(nowNanos - arrivedNanos);
        onItsLoop(() -> emitter.complete(own));
    }

    void fail(Throwable failure) {
        Throwable shown = failure instanceof InvocationFailure.FunctionFailed failed
                ? failed.shownTo(invocation.origin(), function)
                : failure;
        onItsLoop(() -> emitter.fail(shown));
    }

    private void onItsLoop(Runnable answer) {
        if (context == null || context.equals(Vertx.currentContext())) {
            answer.run();
        } else {
            context.runOnContext(nothing -> answer.run());
        }
    }
}
