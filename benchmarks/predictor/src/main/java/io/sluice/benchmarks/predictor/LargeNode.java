package io.sluice.benchmarks.predictor;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The events of a node with many functions, round by round: in each, every function is called once from outside, and calls
 * five others one after the other. Every edge is learned for its entry and for all entries, so of 10,000 functions there
 * are 100,000. For one thread.
 */
final class LargeNode {

    static final int FUNCTIONS = 10_000;
    private static final int CALLEES = 5;
    private static final long MILLI = 1_000_000;

    private final SplittableRandom random;
    private final String[] names = new String[FUNCTIONS];
    private long call;
    private long now;

    LargeNode(long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < FUNCTIONS; i++) {
            names[i] = "owner/function-" + i;
        }
    }

    /** The next round, about 6,000 s of it. */
    List<TraceEvent> round() {
        List<TraceEvent> events = new ArrayList<>(2 * FUNCTIONS * (CALLEES + 1));
        for (int caller = 0; caller < FUNCTIONS; caller++) {
            pass(5);
            long outer = ++call;
            String entry = names[caller];
            events.add(new CallStarted(outer, 0, entry, entry, null, now));
            for (int k = 0; k < CALLEES; k++) {
                String callee = names[(7 * caller + 13 * k + 1) % FUNCTIONS];
                long inner = ++call;
                pass(30);
                events.add(new CallStarted(inner, outer, callee, entry, entry, now));
                pass(100);
                events.add(new CallEnded(inner, callee, 0, CallEnded.Warmth.WARM, now));
            }
            events.add(new CallEnded(outer, entry, 0, CallEnded.Warmth.WARM, now));
        }
        return events;
    }

    private void pass(int mostMillis) {
        now += MILLI + random.nextLong(mostMillis * MILLI);
    }
}
