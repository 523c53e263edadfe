package io.sluice.warmup;

import io.sluice.pool.PoolReply;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.TraceRecorder;
import io.sluice.registry.FunctionVersion;
import io.sluice.router.CallInProgress;
import io.sluice.router.InvocationListener;
import io.sluice.router.Origin;
import org.jspecify.annotations.Nullable;

/** Tells a recorder of the predictor what the router sees; functions are known to it by name, not by version. */
public final class Observer implements InvocationListener {

    private final TraceRecorder recorder;

    public Observer(TraceRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void started(long number, FunctionVersion function, Origin origin, long atNanos) {
        String entry = origin.entry(function.name()).key();
        recorder.record(
                switch (origin) {
                    case Origin.Outside _ ->
                        new CallStarted(number, 0, function.name().key(), entry, null, atNanos);
                    case Origin.Inside(CallInProgress parent) ->
                        new CallStarted(
                                number,
                                parent.number(),
                                function.name().key(),
                                entry,
                                parent.function().key(),
                                atNanos);
                });
    }

    @Override
    public void ended(
            long number,
            FunctionVersion function,
            @Nullable PoolReply reply,
            boolean failed,
            long startedNanos,
            long atNanos) {
        if (reply != null) {
            recorder.record(
                    new CallEnded(number, function.name().key(), reply.waited().toNanos(), warmth(reply), atNanos));
        }
    }

    private static CallEnded.Warmth warmth(PoolReply reply) {
        return switch (reply.warmth()) {
            case WARM -> CallEnded.Warmth.WARM;
            case PARTIAL -> CallEnded.Warmth.PARTIAL;
            case COLD -> CallEnded.Warmth.COLD;
        };
    }
}
