package io.sluice.predictor.simulator;

import io.sluice.predictor.trace.CallEnded.Warmth;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A call while it is replayed. It makes the calls inside it: each when, by the trace, those had ended that ended before it
 * was made, later by what the latest of these is late; and it ends later by what the latest of those is late that ended
 * inside it. So waits of steps that follow each other add up, and those of steps side by side don't. A call that
 * outlasted its caller didn't hold it up, and doesn't.
 */
final class RunningCall {

    final int call;
    final @Nullable RunningCall caller;
    final RunningRequest request;
    long arrivedAt;
    long beganAt;

    /** When it ends if no call inside it waits. */
    long expectedEndAt;

    /** Whether it is the first ever of its function. */
    boolean firstEver;

    Warmth warmth = Warmth.WARM;

    @Nullable
    Instance instance;

    /** The next that waits for the same instance. */
    @Nullable
    RunningCall nextWaiting;

    private long[] lateness = {};
    private int endedInOrder;
    private int nextChild;
    private long delay;
    private boolean endKnown;

    RunningCall(int call, @Nullable RunningCall caller, RunningRequest request) {
        this.call = call;
        this.caller = caller;
        this.request = request;
    }

    /** Its instance takes it. */
    void begin(long now, FlatTrace trace, EventQueue queue) {
        beganAt = now;
        expectedEndAt = now + trace.duration[call];
        if (trace.children[call] > 0) {
            lateness = new long[trace.children[call]];
            Arrays.fill(lateness, -1);
        }
        goOn(trace, queue);
    }

    /** One of the calls inside ended. */
    void childEnded(RunningCall child, long now, FlatTrace trace, EventQueue queue) {
        lateness[trace.endRank[child.call]] = Math.max(0, now - (beganAt + trace.end(child.call)));
        goOn(trace, queue);
    }

    private void goOn(FlatTrace trace, EventQueue queue) {
        schedule(trace, queue);
        while (endedInOrder < lateness.length && lateness[endedInOrder] >= 0) {
            delay = Math.max(delay, lateness[endedInOrder++]);
            schedule(trace, queue);
        }
    }

    private void schedule(FlatTrace trace, EventQueue queue) {
        int first = trace.firstChild[call];
        while (nextChild < lateness.length && trace.before[first + nextChild] <= endedInOrder) {
            int child = first + nextChild++;
            queue.add(beganAt + trace.offset[child] + delay, EventQueue.ARRIVAL, new RunningCall(child, this, request));
        }
        if (!endKnown && trace.within[call] <= endedInOrder) {
            endKnown = true;
            queue.add(beganAt + trace.duration[call] + delay, EventQueue.END, this);
        }
    }
}
