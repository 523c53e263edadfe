package io.sluice.warmup;

import io.sluice.predictor.trace.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last events, for people who want to replay them. For the learner's thread. */
final class Recording {

    private final int most;
    private final Deque<TraceEvent> events = new ArrayDeque<>();

    /** @param most how many events are kept; 0 keeps none */
    Recording(int most) {
        this.most = most;
    }

    void add(TraceEvent event) {
        if (most == 0) {
            return;
        }
        if (events.size() >= most) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    /** What is kept, oldest first. */
    List<TraceEvent> events() {
        return new ArrayList<>(events);
    }
}
