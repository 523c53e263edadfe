package io.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.funqy.runtime.ApplicationException;
import io.sluice.contract.Failure;
import org.junit.jupiter.api.Test;

final class FailuresTest {

    @Test
    void wrapped_isUnwrapped() {
        Failure failure = Failures.of(new ApplicationException(new AlgorithmException("too blue", "ColourError")));

        assertThat(failure.message()).isEqualTo("too blue");
        assertThat(failure.errorType()).isEqualTo("ColourError");
    }

    @Test
    void withoutMessage_isNamedByItsType() {
        assertThat(Failures.of(new NullPointerException()).message()).isEqualTo("NullPointerException");
    }

    @Test
    void outOfMemory_isFatalAlsoAsACause() {
        assertThat(Failures.isFatal(new IllegalStateException(new OutOfMemoryError())))
                .isTrue();
        assertThat(Failures.of(new OutOfMemoryError("heap")).errorType()).isEqualTo("OutOfMemoryError");
    }

    @Test
    void stackOverflow_isNotFatal() {
        assertThat(Failures.isFatal(new StackOverflowError())).isFalse();
    }

    @Test
    void causesInACircle_areWrittenOnce() {
        IllegalStateException first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));

        assertThat(Failures.of(first).stacktrace()).containsOnlyOnce("Caused by");
        assertThat(Failures.isFatal(first)).isFalse();
    }
}
