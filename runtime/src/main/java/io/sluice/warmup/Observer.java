package io.sluice.warmup;

import io.sluice.contract.FunctionName;
import io.sluice.pool.PoolReply;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.TraceRecorder;
import io.sluice.registry.FunctionVersion;
import io.sluice.router.CallInProgress;
import io.sluice.router.Flow;
import io.sluice.router.InvocationListener;
import io.sluice.router.Origin;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tells a recorder of the predictor what the router sees. Functions are known to it by name, not by version; a chain is
 * told as a function of its own that calls its steps, so that all of them are foreseen when the first is called.
 */
public final class Observer implements InvocationListener {

    private final TraceRecorder recorder;
    private final LongUnaryOperator clock;

    /** @param clock makes the events' time of the router's */
    public Observer(TraceRecorder recorder, LongUnaryOperator clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    @Override
    public void started(long number, FunctionVersion function, Origin origin, long atNanos) {
        String entry = origin.entry(function.name());
        long at = clock.applyAsLong(atNanos);
        recorder.record(
                switch (origin) {
                    case Origin.Outside _ ->
                        new CallStarted(number, 0, function.name().key(), entry, null, at);
                    case Origin.InChain(Origin _, Flow.Chain chain, long within) ->
                        new CallStarted(number, within, function.name().key(), entry, chain.key(), at);
                    case Origin.Inside(CallInProgress parent) ->
                        new CallStarted(
                                number,
                                parent.number(),
                                function.name().key(),
                                entry,
                                parent.function().key(),
                                at);
                });
    }

    @Override
    public void expected(long number, FunctionName callee, int atOnce, long atNanos) {
        recorder.record(new CallsExpected(number, callee.key(), atOnce, clock.applyAsLong(atNanos)));
    }

    @Override
    public void chainStarted(long number, Flow.Chain chain, Origin origin, long atNanos) {
        CallInProgress parent = origin.parent();
        long at = clock.applyAsLong(atNanos);
        recorder.record(
                parent == null
                        ? new CallStarted(number, 0, chain.key(), chain.key(), null, at)
                        : new CallStarted(
                                number,
                                parent.number(),
                                chain.key(),
                                parent.entry(),
                                parent.function().key(),
                                at));
    }

    @Override
    public void chainEnded(long number, Flow.Chain chain, long atNanos) {
        recorder.record(new CallEnded(number, chain.key(), 0, CallEnded.Warmth.WARM, clock.applyAsLong(atNanos)));
    }

    @Override
    public void ended(
            long number,
            FunctionVersion function,
            @Nullable PoolReply reply,
            boolean failed,
            long startedNanos,
            long atNanos) {
        // One that no instance had waited for one in vain.
        long waited = reply == null ? atNanos - startedNanos : reply.waited().toNanos();
        recorder.record(
                new CallEnded(number, function.name().key(), waited, warmth(reply), clock.applyAsLong(atNanos)));
    }

    private static CallEnded.Warmth warmth(@Nullable PoolReply reply) {
        if (reply == null) {
            return CallEnded.Warmth.COLD;
        }
        return switch (reply.warmth()) {
            case WARM -> CallEnded.Warmth.WARM;
            case PARTIAL -> CallEnded.Warmth.PARTIAL;
            case COLD -> CallEnded.Warmth.COLD;
        };
    }
}
