package io.sluice.warmup;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts calls that had to wait for an instance though one was planned: in shadow mode, what would have been spared; else,
 * what was planned too late. For the learner's thread, but for {@link #foreseen}.
 */
final class PlannedCalls {

    /** Calls beyond these are not looked at. */
    private static final int MOST = 100_000;

    private final Set<Long> planned = new HashSet<>();
    private final AtomicLong foreseen = new AtomicLong();

    /** Before the keeper takes notice of it. */
    void take(TraceEvent event, Keeper keeper) {
        switch (event) {
            case CallStarted started -> {
                if (planned.size() < MOST && keeper.isPlanned(started.function())) {
                    planned.add(started.call());
                }
            }
            case CallEnded ended -> {
                if (planned.remove(ended.call()) && ended.warmth() != CallEnded.Warmth.WARM) {
                    foreseen.incrementAndGet();
                }
            }
            case CallsExpected _, InstanceReady _ -> {}
        }
    }

    long foreseen() {
        return foreseen.get();
    }
}
