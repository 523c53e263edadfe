package io.sluice.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventLoopTimeTest {

    private static final String REST = " S 1 2 3 0 -1 4194304 10 0 0 0 221 26 0 0 20 0 39 0 777 1 2\n";

    @Test
    void of_eventLoop_isItsUserAndSystemTime() {
        assertThat(EventLoopTime.of("42 (vert.x-eventloo)" + REST)).isEqualTo(Duration.ofMillis(2470));
    }

    @Test
    void of_otherThread_isNothing() {
        assertThat(EventLoopTime.of("43 (C2 CompilerThre)" + REST)).isZero();
    }
}
