package io.sluice.warmup;

import io.sluice.predictor.trace.TraceEvent;
import io.sluice.predictor.trace.TraceRecorder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jctools.queues.MpscArrayQueue;

/** Events on their way to the learner. Any thread may record; none ever waits: what doesn't fit is dropped and counted. */
final class EventRing implements TraceRecorder {

    private final MpscArrayQueue<TraceEvent> events;
    private final LongAdder dropped = new LongAdder();

    EventRing(int capacity) {
        this.events = new MpscArrayQueue<>(capacity);
    }

    @Override
    public void record(TraceEvent event) {
        if (!events.relaxedOffer(event)) {
            dropped.increment();
        }
    }

    /** Passes on what is there, so many at most, and returns how many it were. By one thread. */
    int drain(Consumer<TraceEvent> taker, int most) {
        return events.drain(taker::accept, most);
    }

    /** How many were dropped. */
    long dropped() {
        return dropped.sum();
    }
}
