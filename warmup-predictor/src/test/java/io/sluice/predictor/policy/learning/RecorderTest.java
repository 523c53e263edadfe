package io.sluice.predictor.policy.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private final Recorder recorder = new Recorder(8);
    private final Told told = new Told();
    private final FakePlanner planner = new FakePlanner();

    private static final class Told implements WarmupPolicy {

        private final List<TraceEvent> events = new ArrayList<>();

        @Override
        public String name() {
            return "told";
        }

        @Override
        public void record(TraceEvent event, Planner planner) {
            events.add(event);
        }

        @Override
        public void wake(long nowNanos, Planner planner) {}
    }

    @Test
    void drain_tellsWhatWasRecordedInItsOrder() {
        List<TraceEvent> events = List.of(event(1), event(2), event(3));
        events.forEach(recorder::record);

        assertThat(recorder.drain(told, planner)).isEqualTo(3);
        assertThat(told.events).isEqualTo(events);
        assertThat(recorder.drain(told, planner)).isZero();
    }

    @Test
    void record_whenThereIsNoRoom_dropsAndCounts() {
        for (int i = 0; i < 11; i++) {
            recorder.record(event(i));
        }

        assertThat(recorder.dropped()).isEqualTo(3);
        assertThat(recorder.drain(told, planner)).isEqualTo(8);
    }

    @Test
    void record_byManyThreads_losesNothing() throws InterruptedException {
        Recorder large = new Recorder();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int call = 0; call < 1_000; call++) {
                    large.record(event(call));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(large.drain(told, planner)).isEqualTo(4_000);
        assertThat(large.dropped()).isZero();
    }

    private static TraceEvent event(long call) {
        return new CallEnded(call, "f", 0, CallEnded.Warmth.WARM, call);
    }
}
