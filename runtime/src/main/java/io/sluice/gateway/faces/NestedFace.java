package io.sluice.gateway.faces;

import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.gateway.Calls;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.NoRoom;
import io.sluice.pool.NestedCalls;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.router.CacheUse;
import io.sluice.router.CallInProgress;
import io.sluice.router.CallsInside;
import io.sluice.router.Flow;
import io.sluice.router.InvocationFailure;
import io.sluice.router.Origin;
import io.sluice.router.Reply;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the calls that instances make on their own connections, as {@link InsideFaces} takes those that they make by
 * HTTP. For use on event loops.
 */
public final class NestedFace implements NestedCalls {

    private final Calls calls;
    private final CallsInside callsInside;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;

    public NestedFace(Calls calls, CallsInside callsInside, LongSupplier nanoTime, RandomGenerator random) {
        this.calls = calls;
        this.callsInside = callsInside;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    @Override
    public Uni<Outcome> call(NestedCall call) {
        Optional<CallInProgress> parent = callsInside.find(call.parent());
        if (parent.isEmpty()) {
            return refused(403, "the call that this one belongs to is over");
        }
        FunctionReference function;
        try {
            function = FunctionReference.parse(call.function());
        } catch (IllegalArgumentException e) {
            return refused(404, "algorithm algo://" + call.function() + " not found: " + e.getMessage());
        }
        return run(call, new Origin.Inside(parent.get()), function);
    }

    @Override
    public void expect(String parent, FunctionReference function, int atOnce) {
        callsInside.find(parent).ifPresent(call -> calls.expect(call, function, atOnce));
    }

    private Uni<Outcome> run(NestedCall call, Origin.Inside origin, FunctionReference function) {
        String id = calls.newId();
        long started = nanoTime.getAsLong();
        TraceContext trace = call.traceParent() == null
                ? origin.parent().trace()
                : TraceContext.of(call.traceParent(), call.traceState(), call.baggage(), random);
        Calls.Wish wish = new Calls.Wish(id, new Flow.Call(function), origin, call.timeout(), call.attributes());
        return run(call, wish, trace, origin.parent().cacheUse())
                .map(reply -> returned(reply, started))
                .onFailure()
                .recoverWithItem(failure -> failed(failure, id));
    }

    private Uni<Reply> run(NestedCall call, Calls.Wish wish, TraceContext trace, CacheUse cacheUse) {
        Payload payload = call.payload();
        PayloadRoom room;
        try {
            room = calls.room(wish.origin(), payload.size());
        } catch (NoRoom e) {
            return Uni.createFrom().failure(e);
        }
        if (payload.spooled() != null && !room.share(payload)) {
            room.close();
            return Uni.createFrom().failure(new IllegalStateException("the call that this one belongs to is over"));
        }
        return calls.run(wish, trace, cacheUse, room, payload)
                .chain(reply -> handedOn(call, reply, room))
                .onTermination()
                .invoke(room::close);
    }

    /** Bytes in the spool are held by the caller's room from now on, where it takes them; or else they are read. */
    private Uni<Reply> handedOn(NestedCall call, Reply reply, PayloadRoom room) {
        Payload payload = reply.payload();
        if (payload.spooled() == null) {
            return Uni.createFrom().item(reply);
        }
        PayloadRoom callers = call.room();
        return callers != null && payload.type() == ContentType.BINARY && callers.share(payload)
                ? Uni.createFrom().item(reply)
                : calls.whole(payload, room).map(reply::with);
    }

    private Outcome returned(Reply reply, long started) {
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - started);
        return new Outcome.Returned(reply.payload(), reply.attributes(), took, served(reply));
    }

    private static @Nullable Served served(Reply reply) {
        if (reply.steps().isEmpty()) {
            return null;
        }
        Reply.Step step = reply.steps().getLast();
        Served.By by = step.age() != null ? Served.By.KEPT : step.cold() ? Served.By.COLD : Served.By.WARM;
        return new Served(step.function() + "@" + step.version(), Duration.ofNanos(step.waitedNanos()), by);
    }

    private static Outcome failed(Throwable failure, String id) {
        if (failure instanceof InvocationFailure.FunctionFailed own) {
            return new Outcome.Failed(own.failure(), 0, null);
        }
        ErrorReply reply = ErrorReply.of(failure, id);
        return new Outcome.Failed(
                new Failure(reply.message(), Failure.ALGORITHM_ERROR, null), reply.status(), reply.retryAfter());
    }

    private static Uni<Outcome> refused(int status, String why) {
        return Uni.createFrom().item(new Outcome.Failed(new Failure(why, Failure.ALGORITHM_ERROR, null), status, null));
    }
}
