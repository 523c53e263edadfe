package io.sluice.cli.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts what came of calls, and takes their times. Times are nanoseconds. Not for use by many threads. */
final class Recorder {

    private static final int DIGITS = 3;
    private static final int OK = 200;

    private final long end;
    private final Histogram accepted = new Histogram(DIGITS);
    private final Histogram refused = new Histogram(DIGITS);
    private final Histogram late = new Histogram(DIGITS);
    private final Map<String, Long> unexpected = new TreeMap<>();
    private long within;
    private long cpu;

    /** @param end answers up to then count for throughput */
    Recorder(long end) {
        this.end = end;
    }

    void sent(long due, long now) {
        late.recordValue(Math.max(0, now - due));
    }

    void answered(long due, long now, AnswerParser answer) {
        int status = answer.status();
        if (status == OK && answer.found()) {
            accepted.recordValue(now - due);
            within += now <= end ? 1 : 0;
        } else if (Outcome.REFUSALS.contains(status)) {
            refused.recordValue(now - due);
            unexpected(status + (answer.retryAfter() ? "" : " without Retry-After"), 1);
        } else {
            unexpected(status == OK ? "200 with another body" : Integer.toString(status), 1);
        }
    }

    /** Counts calls that had no answer, or none that was expected. */
    void unexpected(String what, long count) {
        unexpected.merge(what, count, Long::sum);
    }

    /** Processor time that the generator itself took. */
    void cpu(long nanos) {
        cpu += nanos;
    }

    void add(Recorder other) {
        accepted.add(other.accepted);
        refused.add(other.refused);
        late.add(other.late);
        other.unexpected.forEach(this::unexpected);
        within += other.within;
        cpu += other.cpu;
    }

    Outcome outcome() {
        return new Outcome(end, within, accepted, refused, late, unexpected, cpu);
    }
}
