package io.sluice.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pool.PoolSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LearnedKeepAliveTest {

    private static PoolSettings idle(Duration idle) {
        return new PoolSettings(1, 1, 1, null, idle, Duration.ZERO);
    }

    private static Duration of(boolean planning, String version, Duration idle) {
        return new LearnedKeepAlive(() -> planning, (function, it) -> it.equals("2.0.0"))
                .of("demo/a", version, idle(idle));
    }

    @Test
    void currentVersion_staysUntilTheLearnerHasPlanned() {
        assertThat(of(true, "2.0.0", Duration.ofMinutes(10))).isEqualTo(LearnedKeepAlive.GRACE);
    }

    @Test
    void shorterIdleTimeOfTheAuthor_counts() {
        assertThat(of(true, "2.0.0", Duration.ZERO)).isZero();
    }

    @Test
    void otherVersionsAndALearnerThatDoesNotPlan_leaveItToTheAuthor() {
        assertThat(of(true, "1.0.0", Duration.ofMinutes(10))).isEqualTo(Duration.ofMinutes(10));
        assertThat(of(false, "2.0.0", Duration.ofMinutes(10))).isEqualTo(Duration.ofMinutes(10));
    }
}
