package io.sluice.predictor.policy.learning;

import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.TraceEvent;
import io.sluice.predictor.trace.TraceRecorder;
import java.util.concurrent.atomic.LongAdder;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * Takes events from any thread to the one that learns. An event is one write to a ring buffer; when that is full it is counted
 * and dropped, since no call may wait for what is to make calls faster. Any number of threads may record; one may drain.
 */
public final class Recorder implements TraceRecorder {

    /** For how many events there is room when nothing else is said. */
    public static final int CAPACITY = 1 << 16;

    private final MpscAtomicArrayQueue<TraceEvent> events;
    private final LongAdder dropped = new LongAdder();

    public Recorder() {
        this(CAPACITY);
    }

    /** With room for so many events, or up to twice as many. */
    public Recorder(int capacity) {
        events = new MpscAtomicArrayQueue<>(Math.max(4, capacity));
    }

    @Override
    public void record(TraceEvent event) {
        if (!events.offer(event)) {
            dropped.increment();
        }
    }

    /** Tells the policy what was recorded until now, at most so many events as there is room for; says how many. */
    public int drain(WarmupPolicy policy, Planner planner) {
        int most = events.capacity();
        int told = 0;
        for (TraceEvent event = events.relaxedPoll(); event != null; event = events.relaxedPoll()) {
            policy.record(event, planner);
            told++;
            if (told == most) {
                break;
            }
        }
        return told;
    }

    /** How many events there was no room for. */
    public long dropped() {
        return dropped.sum();
    }

    /** How many events wait to be told. */
    public int waiting() {
        return events.size();
    }
}
