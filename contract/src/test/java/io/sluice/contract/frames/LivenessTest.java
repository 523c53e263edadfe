package io.sluice.contract.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LivenessTest {

    private final Liveness liveness = liveness(Duration.ofNanos(50));

    private static Liveness liveness(Duration after) {
        return new Liveness(new SessionLimits(1, 1, Duration.ofNanos(1), after, Duration.ofNanos(100)), 0);
    }

    @Test
    void whoSaysNothing_isAskedOnce_andIsDeadAtTheSecondLook() {
        assertThat(liveness.next()).isEqualTo(50);
        assertThat(liveness.ask(49)).isFalse();
        assertThat(liveness.ask(50)).isTrue();
        assertThat(liveness.ask(60)).isFalse();
        assertThat(liveness.next()).isEqualTo(150);
        assertThat(liveness.dead(149)).isFalse();
        assertThat(liveness.dead(150)).isFalse();
        assertThat(liveness.next()).isEqualTo(100_000_150);
        assertThat(liveness.dead(100_000_149)).isFalse();
        assertThat(liveness.dead(100_000_150)).isTrue();
    }

    @Test
    void anythingHeard_isASignOfLife() {
        assertThat(liveness.ask(50)).isTrue();
        assertThat(liveness.dead(200)).isFalse();
        liveness.heard(201);

        assertThat(liveness.dead(1_000_000_000)).isFalse();
        assertThat(liveness.next()).isEqualTo(251);
    }

    @Test
    void silence_countsFromWhereAnswersAreOwed() {
        liveness.owes(1000);

        assertThat(liveness.ask(1049)).isFalse();
        assertThat(liveness.ask(1050)).isTrue();
        liveness.owes(1100);
        assertThat(liveness.next()).isEqualTo(1150);
    }

    @Test
    void whereNobodyIsAsked_nobodyIsDead() {
        Liveness off = liveness(Duration.ZERO);

        assertThat(off.next()).isEqualTo(Long.MAX_VALUE);
        assertThat(off.ask(Long.MAX_VALUE)).isFalse();
        assertThat(off.dead(Long.MAX_VALUE)).isFalse();
    }
}
