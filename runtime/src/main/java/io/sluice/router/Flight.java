package io.sluice.router;

import io.sluice.contract.TraceContext;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.PoolFailure;
import io.sluice.pool.PoolReply;
import io.sluice.pool.Warmth;
import io.sluice.registry.FunctionVersion;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call under way; ended once, whoever is first: the answer, the caller who gives up, or the watch over lost calls. Its
 * caller is told on the event loop that the call came on.
 */
final class Flight implements Dispatch.Receiver {

    private final Flights flights;
    private final Invocation invocation;
    private final FunctionVersion function;
    private final @Nullable RunRecord record;
    private final Deadline deadline;
    private final UniEmitter<? super Reply> emitter;
    private final long startedNanos;
    private final long number;
    private final String token;
    private final TraceContext trace;
    private final @Nullable ContextInternal home = (ContextInternal) Vertx.currentContext();
    private final Dispatch dispatch;
    private final AtomicBoolean ended = new AtomicBoolean();

    Flight(
            Flights flights,
            Invocation invocation,
            FunctionVersion function,
            @Nullable RunRecord record,
            Deadline deadline,
            UniEmitter<? super Reply> emitter,
            long startedNanos) {
        this.flights = flights;
        this.invocation = invocation;
        this.function = function;
        this.record = record;
        this.deadline = deadline;
        this.emitter = emitter;
        this.startedNanos = startedNanos;
        this.number = flights.nextNumber();
        this.token = flights.newToken();
        this.trace = flights.childOf(invocation.trace());
        this.dispatch = new Dispatch(
                new Call(
                        invocation.id(),
                        invocation.origin().caller().user(),
                        token,
                        function.entryPoint(),
                        invocation.payload(),
                        invocation.room(),
                        deadline.remaining(startedNanos),
                        trace,
                        invocation.wantsOutput(),
                        invocation.parts(),
                        invocation.attributes()),
                this);
    }

    void start() {
        flights.calls().add(token, this);
        for (InvocationListener listener : flights.listeners()) {
            listener.started(number, function, invocation.origin(), startedNanos);
        }
        // Gives up at once where nobody waits any more.
        emitter.onTermination(this::giveUp);
        if (!ended.get()) {
            flights.senders().to(function).write(dispatch, this::sent);
        }
    }

    /** As calls see it that are made inside of it. */
    CallInProgress inProgress() {
        Origin origin = invocation.origin();
        return new CallInProgress(
                number,
                invocation.id(),
                function.name(),
                function.settings().callsOthers(),
                origin.entry(function.name()),
                origin.depth(),
                function.runsFor(origin.caller()),
                deadline,
                trace,
                invocation.cacheUse(),
                record,
                origin.root());
    }

    /** Where its payloads are held. */
    PayloadRoom room() {
        return invocation.room();
    }

    private void sent(AsyncResult<Void> sent) {
        if (sent.failed()) {
            failed(new InvocationFailure.Overloaded(
                    "function '" + function.label() + "' could not be reached on the event bus: "
                            + sent.cause().getMessage(),
                    Duration.ofSeconds(1)));
        }
    }

    @Override
    public void replied(PoolReply reply) {
        if (home == null) {
            read(reply);
        } else {
            home.emit(reply, this::read);
        }
    }

    private void read(PoolReply reply) {
        switch (reply.answer()) {
            case Answer.Failed failed ->
                finish(
                        reply,
                        new InvocationFailure.FunctionFailed(failed.failure(), failed.output())
                                .shownTo(invocation.origin(), function));
            case Answer.Result result -> {
                long now = flights.nanos();
                if (end(reply, false, now)) {
                    emitter.complete(new Reply(
                            result.payload(), result.attributes(), List.of(step(reply, now)), result.output()));
                }
            }
        }
    }

    @Override
    public void failed(Throwable failure) {
        Throwable told = failure instanceof PoolFailure refused ? InvocationFailure.of(refused) : failure;
        if (home == null) {
            finish(null, told);
        } else {
            home.emit(told, it -> finish(null, it));
        }
    }

    /** Ends it where nothing was heard of it for so long after its deadline. */
    void endIfLost(long nowNanos, Duration grace) {
        if (deadline.remaining(nowNanos).plus(grace).isNegative()) {
            dispatch.giveUp();
            failed(Flights.noAnswer(function));
        }
    }

    private Reply.Step step(PoolReply reply, long now) {
        return new Reply.Step(
                function.name().toString(),
                function.tag(),
                now - startedNanos,
                reply.waited().toNanos(),
                reply.warmth() != Warmth.WARM);
    }

    private void finish(@Nullable PoolReply reply, Throwable failure) {
        if (end(reply, true, flights.nanos())) {
            for (InvocationListener listener : flights.listeners()) {
                listener.failed(invocation, function, failure);
            }
            emitter.fail(failure);
        }
    }

    private void giveUp() {
        if (!ended.get() && end(null, true, flights.nanos())) {
            dispatch.giveUp();
        }
    }

    private boolean end(@Nullable PoolReply reply, boolean failed, long now) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        flights.calls().remove(token);
        for (InvocationListener listener : flights.listeners()) {
            listener.ended(number, function, reply, failed, startedNanos, now);
        }
        return true;
    }
}
