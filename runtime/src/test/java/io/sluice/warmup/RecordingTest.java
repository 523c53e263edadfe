package io.sluice.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordingTest {

    private static final List<TraceEvent> EVENTS = List.of(
            new CallStarted(1, 0, "a", "a|b", null, 5),
            new CallStarted(2, 1, "b", "a|b", "a", 6),
            new InstanceReady("b", 3, 1L << 40, 9),
            new CallEnded(2, "b", 7, CallEnded.Warmth.COLD, 12),
            new CallEnded(1, "a", 0, CallEnded.Warmth.WARM, 13));

    @Test
    void events_areGivenBackAsTheyWere() {
        Recording recording = new Recording(10);
        EVENTS.forEach(recording::add);

        assertThat(recording.events()).isEqualTo(EVENTS);
    }

    @Test
    void eventsBeyondTheMost_makeTheOldestGo() {
        Recording recording = new Recording(3);
        List<TraceEvent> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            EVENTS.forEach(recording::add);
            all.addAll(EVENTS);
        }

        assertThat(recording.events()).isEqualTo(all.subList(all.size() - 3, all.size()));
    }

    @Test
    void recordingOfNone_keepsNothing() {
        Recording recording = new Recording(0);
        EVENTS.forEach(recording::add);

        assertThat(recording.events()).isEmpty();
    }
}
