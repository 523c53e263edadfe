package io.sluice.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.Failure;
import io.sluice.contract.FunctionName;
import io.sluice.pool.Answer;
import io.sluice.pool.InstanceId;
import io.sluice.pool.PoolReply;
import io.sluice.pool.Warmth;
import io.sluice.registry.FunctionVersion;
import io.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FailureBookTest {

    private static final FunctionVersion SHOUT = Samples.version("acme/Shout", "1.2.0");
    private static final FunctionVersion OTHER = Samples.version("acme/Other", "1.0.0");

    private Instant now = Samples.THEN;
    private final FailureBook book = new FailureBook(() -> now);

    private void fail(FunctionVersion function, long number, String message) {
        Answer answer = new Answer.Failed(new Failure(message, "InputError", "at secret.py"));
        book.ended(
                number, function, new PoolReply(answer, Duration.ZERO, Warmth.WARM, new InstanceId("i")), true, 0, 1);
        now = now.plusSeconds(1);
    }

    @Test
    void of_function_givesItsFailuresNewestFirst() {
        fail(SHOUT, 1, "first");
        fail(OTHER, 2, "of another");
        fail(SHOUT, 3, "second");

        assertThat(book.of(FunctionName.parse("ACME/shout")::equals))
                .extracting(FailureBook.Entry::message)
                .containsExactly("second", "first");
        assertThat(book.of(name -> name.owner().equals("acme"))).hasSize(3);
        assertThat(book.of(SHOUT.name()::equals).getFirst().toString()).doesNotContain("secret.py");
    }

    @Test
    void of_manyFailures_keepsTheLast200() {
        for (int i = 0; i < 300; i++) {
            fail(SHOUT, i, "no " + i);
        }

        assertThat(book.of(SHOUT.name()::equals)).hasSize(200);
        assertThat(book.of(SHOUT.name()::equals).getLast().message()).isEqualTo("no 100");
    }

    @Test
    void of_afterSevenDays_forgets() {
        fail(SHOUT, 1, "long ago");
        now = now.plus(Duration.ofDays(7));

        assertThat(book.of(SHOUT.name()::equals)).isEmpty();
    }

    @Test
    void ended_success_isNoFailureAndNoAnswerIsOne() {
        book.ended(1, SHOUT, null, false, 0, 1);
        assertThat(book.of(SHOUT.name()::equals)).isEmpty();

        book.ended(2, SHOUT, null, true, 0, 1);
        assertThat(book.of(SHOUT.name()::equals).getFirst().type()).isEqualTo("SystemError");
    }
}
