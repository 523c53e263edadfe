package io.sluice.boot;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.CreationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

final class StartFailureTest {

    @Test
    void reason_isWhatOurOwnPartSaid_notTheFramesAroundIt() {
        Throwable own =
                new UncheckedIOException("SLUICE_HOME '/x' is full", new IOException("No space left on device"));
        Throwable failure = new RuntimeException("Failed to start quarkus", new CreationException("a bean", own));

        assertThat(StartFailure.reason(failure)).isEqualTo("SLUICE_HOME '/x' is full");
    }

    @Test
    void reason_withoutWords_isItsKind() {
        assertThat(StartFailure.reason(new RuntimeException("Failed to start", new IllegalStateException())))
                .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void reason_thatIsNothingButAFrame_isTheFramesOwn() {
        assertThat(StartFailure.reason(new RuntimeException("Failed to start"))).isEqualTo("Failed to start");
    }
}
