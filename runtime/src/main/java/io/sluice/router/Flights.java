package io.sluice.router;

import io.sluice.contract.Failure;
import io.sluice.contract.FunctionName;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.PoolFailure;
import io.sluice.pool.PoolReply;
import io.sluice.pool.Warmth;
import io.sluice.registry.FunctionVersion;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Sends single calls over the event bus and keeps account of those under way. Safe for use by many threads. */
public final class Flights {

    /** How much longer the bus waits than the pool, so that it is the pool that says what was late. */
    private static final Duration BUS_GRACE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final CallsInside callsInside;
    private final List<InvocationListener> listeners;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final AtomicLong numbers = new AtomicLong();

    /**
     * @param nanoTime the monotonic clock
     * @param random for tokens, so not to be guessed
     */
    public Flights(
            Vertx vertx,
            CallsInside callsInside,
            List<InvocationListener> listeners,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.vertx = vertx;
        this.callsInside = callsInside;
        this.listeners = List.copyOf(listeners);
        this.nanoTime = nanoTime;
        this.random = random;
    }

    void start(Invocation invocation, FunctionVersion function, UniEmitter<? super Reply> emitter) {
        long now = nanoTime.getAsLong();
        Deadline deadline =
                invocation.deadline().earlier(Deadline.in(function.manifest().timeout(), now));
        Duration left = deadline.remaining(now);
        if (!left.isPositive()) {
            emitter.fail(timedOut("the deadline of the call had passed before '" + function.label() + "' was called"));
            return;
        }
        Flight flight = new Flight(invocation, function, deadline, emitter, now);
        emitter.onTermination(flight::giveUp);
        flight.send(left);
    }

    private static InvocationFailure timedOut(String message) {
        return new InvocationFailure.FunctionFailed(new Failure(message, Failure.TIMEOUT_ERROR, null));
    }

    /** One call under way; ended once, whoever is first: the answer or the caller who gives up. */
    private final class Flight {

        private final Invocation invocation;
        private final FunctionVersion function;
        private final Deadline deadline;
        private final UniEmitter<? super Reply> emitter;
        private final long startedNanos;
        private final long number = numbers.incrementAndGet();
        private final String token = token();
        private final AtomicBoolean ended = new AtomicBoolean();
        private @Nullable Dispatch dispatch;

        Flight(
                Invocation invocation,
                FunctionVersion function,
                Deadline deadline,
                UniEmitter<? super Reply> emitter,
                long startedNanos) {
            this.invocation = invocation;
            this.function = function;
            this.deadline = deadline;
            this.emitter = emitter;
            this.startedNanos = startedNanos;
        }

        void send(Duration left) {
            Origin origin = invocation.origin();
            FunctionName entry = origin.entry(function.name());
            TraceContext trace = invocation.trace().child(random);
            callsInside.add(token, inProgress(origin, entry, trace));
            FunctionName caller =
                    origin instanceof Origin.Inside inside ? inside.parent().function() : null;
            listeners.forEach(listener -> listener.started(number, function, entry, caller, startedNanos));
            dispatch = new Dispatch(new Call(
                    invocation.id(),
                    origin.caller().user(),
                    token,
                    function.entryPoint(),
                    invocation.payload(),
                    invocation.room(),
                    left,
                    trace,
                    invocation.attributes()));
            vertx.eventBus()
                    .<Dispatch.Outcome>request(
                            FunctionAddress.of(function).value(), dispatch, options(left), this::answered);
        }

        private CallInProgress inProgress(Origin origin, FunctionName entry, TraceContext trace) {
            return new CallInProgress(
                    invocation.id(),
                    function.name(),
                    function.manifest().callsOthers(),
                    entry,
                    origin.depth(),
                    origin.caller(),
                    deadline,
                    trace);
        }

        private void answered(AsyncResult<Message<Dispatch.Outcome>> answer) {
            if (answer.failed()) {
                finish(null, noAnswer(answer.cause()));
                return;
            }
            switch (answer.result().body()) {
                case Dispatch.Outcome.Replied replied -> replied(replied.reply());
                case Dispatch.Outcome.Refused refused -> finish(null, of(refused.failure()));
                case Dispatch.Outcome.Broken broken -> finish(null, broken.cause());
            }
        }

        private void replied(PoolReply reply) {
            switch (reply.answer()) {
                case Answer.Failed failed ->
                    finish(reply, new InvocationFailure.FunctionFailed(shown(failed.failure())));
                case Answer.Result result -> {
                    if (end(reply, false)) {
                        emitter.complete(new Reply(result.payload(), result.attributes(), List.of(step(reply))));
                    }
                }
            }
        }

        /** Its stack is for those who may see the function's source: its owner. */
        private Failure shown(Failure failure) {
            return invocation.origin().caller().actsFor(function.name().owner())
                    ? failure
                    : new Failure(failure.message(), failure.errorType(), null);
        }

        private Reply.Step step(PoolReply reply) {
            return new Reply.Step(
                    function.name().toString(),
                    function.version().toString(),
                    nanoTime.getAsLong() - startedNanos,
                    reply.waited().toNanos(),
                    reply.warmth() != Warmth.WARM);
        }

        private void finish(@Nullable PoolReply reply, Throwable failure) {
            if (end(reply, true)) {
                emitter.fail(failure);
            }
        }

        private void giveUp() {
            if (end(null, true) && dispatch != null) {
                dispatch.giveUp();
            }
        }

        private boolean end(@Nullable PoolReply reply, boolean failed) {
            if (!ended.compareAndSet(false, true)) {
                return false;
            }
            callsInside.remove(token);
            long now = nanoTime.getAsLong();
            listeners.forEach(listener -> listener.ended(number, function, reply, failed, startedNanos, now));
            return true;
        }

        private Throwable noAnswer(Throwable cause) {
            if (cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT) {
                return timedOut("function '" + function.label() + "' gave no answer in time");
            }
            return new InvocationFailure.Overloaded(
                    "function '" + function.label() + "' could not be reached on the event bus: " + cause.getMessage(),
                    Duration.ofSeconds(1));
        }
    }

    private static DeliveryOptions options(Duration left) {
        return new DeliveryOptions()
                .setCodecName(FunctionEndpoints.DISPATCH_CODEC)
                .setLocalOnly(true)
                .setSendTimeout(left.plus(BUS_GRACE).toMillis());
    }

    private String token() {
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }

    private static InvocationFailure of(PoolFailure failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case PoolFailure.Overloaded overloaded ->
                new InvocationFailure.Overloaded(message, overloaded.retryAfter());
            case PoolFailure.NotTaken going -> new InvocationFailure.Overloaded(message, Duration.ofSeconds(1));
            case PoolFailure.Closed closed -> new InvocationFailure.Overloaded(message, Duration.ofSeconds(1));
            case PoolFailure.StartFailed start -> failed(message, Failure.INITIALIZATION_ERROR);
            case PoolFailure.TimedOut late -> failed(message, Failure.TIMEOUT_ERROR);
            case PoolFailure.InstanceLost lost ->
                failed(message, lost.outOfMemory() ? Failure.OUT_OF_MEMORY_ERROR : Failure.SYSTEM_EXIT);
            case PoolFailure.BrokenAnswer broken -> failed(message, Failure.PARSING_ERROR);
            case PoolFailure.ResultTooLarge large -> failed(message, Failure.TOO_LARGE_ERROR);
        };
    }

    private static InvocationFailure failed(String message, String errorType) {
        return new InvocationFailure.FunctionFailed(new Failure(message, errorType, null));
    }
}
