package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class DeadlineTest {

    /** The monotonic clock may stand anywhere, just before its numbers turn negative too. */
    private final long now = LongStream.of(Long.MAX_VALUE - 10).sum();

    @Test
    void remaining_acrossTheClocksTurn_isWhatIsLeft() {
        Deadline deadline = Deadline.in(Duration.ofNanos(100), now);

        assertThat(deadline.remaining(now)).isEqualTo(Duration.ofNanos(100));
        assertThat(deadline.remaining(now + 100)).isZero();
        assertThat(deadline.remaining(now + 101)).isNegative();
    }

    @Test
    void earlier_acrossTheClocksTurn_isTheEarlier() {
        Deadline soon = Deadline.in(Duration.ofNanos(5), now);
        Deadline late = Deadline.in(Duration.ofNanos(100), now);

        assertThat(soon.earlier(late)).isEqualTo(soon);
        assertThat(late.earlier(soon)).isEqualTo(soon);
    }
}
