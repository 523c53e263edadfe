package io.sluice.warmup;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last events, for people who want to replay them; not those of what calls were about to make, which a replay has
 * anyway. They are kept as fields of arrays that are there from the start: as
 * objects they would live just long enough to be costly to collect. For the learner's thread.
 */
final class Recording {

    private static final byte STARTED = 0;
    private static final byte ENDED = 1;
    private static final byte READY = 2;
    private static final int NUMBERS = 4;
    private static final int TEXTS = 3;
    private static final CallEnded.Warmth[] WARMTHS = CallEnded.Warmth.values();

    private final int most;
    private final byte[] kinds;
    private final long[] numbers;
    private final @Nullable String[] texts;
    private long count;

    /** @param most how many events are kept; 0 keeps none */
    Recording(int most) {
        this.most = most;
        this.kinds = new byte[most];
        this.numbers = new long[most * NUMBERS];
        this.texts = new String[most * TEXTS];
    }

    void add(TraceEvent event) {
        if (most == 0) {
            return;
        }
        if (event instanceof CallsExpected) {
            return;
        }
        int at = (int) (count++ % most);
        switch (event) {
            case CallStarted it -> {
                put(at, STARTED, it.atNanos(), it.call(), it.parent(), 0);
                put(at, it.function(), it.entry(), it.caller());
            }
            case CallEnded it -> {
                put(
                        at,
                        ENDED,
                        it.atNanos(),
                        it.call(),
                        it.waitedNanos(),
                        it.warmth().ordinal());
                put(at, it.function(), null, null);
            }
            case CallsExpected _ -> {}
            case InstanceReady it -> {
                put(at, READY, it.atNanos(), it.tookNanos(), it.memoryBytes(), 0);
                put(at, it.function(), null, null);
            }
        }
    }

    private void put(int at, byte kind, long time, long first, long second, long third) {
        kinds[at] = kind;
        int from = at * NUMBERS;
        numbers[from] = time;
        numbers[from + 1] = first;
        numbers[from + 2] = second;
        numbers[from + 3] = third;
    }

    private void put(int at, String function, @Nullable String entry, @Nullable String caller) {
        int from = at * TEXTS;
        texts[from] = function;
        texts[from + 1] = entry;
        texts[from + 2] = caller;
    }

    /** What is kept, oldest first. */
    List<TraceEvent> events() {
        int kept = (int) Math.min(count, most);
        List<TraceEvent> events = new ArrayList<>(kept);
        for (long i = count - kept; i < count; i++) {
            events.add(event((int) (i % most)));
        }
        return events;
    }

    private TraceEvent event(int at) {
        int from = at * NUMBERS;
        long time = numbers[from];
        String function = text(at, 0);
        return switch (kinds[at]) {
            case STARTED ->
                new CallStarted(
                        numbers[from + 1], numbers[from + 2], function, text(at, 1), texts[at * TEXTS + 2], time);
            case ENDED ->
                new CallEnded(numbers[from + 1], function, numbers[from + 2], WARMTHS[(int) numbers[from + 3]], time);
            default -> new InstanceReady(function, numbers[from + 1], numbers[from + 2], time);
        };
    }

    private String text(int at, int which) {
        return String.valueOf(texts[at * TEXTS + which]);
    }
}
