package io.sluice.router;

import io.sluice.contract.Failure;
import io.sluice.contract.FunctionName;
import io.sluice.contract.TraceContext;
import io.sluice.registry.FunctionVersion;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Sends single calls over the event bus and keeps account of those under way. Safe for use by many threads. */
public final class Flights {

    /**
     * How long after its deadline a call is taken for lost. The pool answers each by its deadline, so that this is for what
     * nobody thought of, and needs no timer for each call.
     */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration WATCH_PERIOD = Duration.ofSeconds(1);

    private final CallsInside callsInside;
    private final List<InvocationListener> listeners;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Senders senders;
    private final AtomicLong numbers = new AtomicLong();

    /**
     * @param nanoTime the monotonic clock
     * @param random for tokens and traces
     */
    public Flights(
            Vertx vertx,
            CallsInside callsInside,
            List<InvocationListener> listeners,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.callsInside = callsInside;
        this.listeners = List.copyOf(listeners);
        this.nanoTime = nanoTime;
        this.random = random;
        EventLoops loops = EventLoops.of(vertx);
        this.senders = new Senders(vertx.eventBus(), loops);
        loops.context(0).setPeriodic(WATCH_PERIOD.toMillis(), timer -> endLost());
    }

    /** @param record where the calls are noted that are made for this one, or null where nobody wants to know */
    void start(
            Invocation invocation,
            FunctionVersion function,
            @Nullable RunRecord record,
            UniEmitter<? super Reply> emitter) {
        long now = nanoTime.getAsLong();
        Deadline deadline = deadline(invocation, function, now);
        if (deadline.remaining(now).isPositive()) {
            new Flight(this, invocation, function, record, deadline, emitter, now).start();
        } else {
            emitter.fail(tooLate(function));
        }
    }

    /** Tells that a call in progress is about to make others. */
    void expect(CallInProgress parent, FunctionName callee, int atOnce) {
        long now = nanoTime.getAsLong();
        for (InvocationListener listener : listeners) {
            listener.expected(parent.number(), callee, atOnce, now);
        }
    }

    /** Ends calls that nothing was heard of long after their deadline. */
    void endLost() {
        long now = nanoTime.getAsLong();
        callsInside.forEach(flight -> flight.endIfLost(now, GRACE));
    }

    /** The earlier of the caller's and the function's own. */
    static Deadline deadline(Invocation invocation, FunctionVersion function, long nowNanos) {
        return invocation.deadline().earlier(Deadline.in(function.manifest().timeout(), nowNanos));
    }

    static InvocationFailure tooLate(FunctionVersion function) {
        return timedOut("the deadline of the call had passed before '" + function.label() + "' was called");
    }

    static InvocationFailure noAnswer(FunctionVersion function) {
        return timedOut("function '" + function.label() + "' gave no answer in time");
    }

    /** For a result that was there, but of another run. */
    static InvocationFailure noRoom(FunctionVersion function) {
        return new InvocationFailure.Overloaded(
                "function '" + function.label()
                        + "': its result was dropped, as the runtime's memory for payloads is full",
                Duration.ofSeconds(1));
    }

    private static InvocationFailure timedOut(String message) {
        return new InvocationFailure.FunctionFailed(new Failure(message, Failure.TIMEOUT_ERROR, null));
    }

    // For the flights

    Senders senders() {
        return senders;
    }

    CallsInside calls() {
        return callsInside;
    }

    List<InvocationListener> listeners() {
        return listeners;
    }

    long nanos() {
        return nanoTime.getAsLong();
    }

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Unique among the calls in progress. To know one is of use to nobody but the instance that has the call. */
    String newToken() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    TraceContext childOf(TraceContext trace) {
        return trace.child(random);
    }
}
