package io.sluice.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Caller;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.registry.FunctionVersion;
import io.sluice.router.Deadline;
import io.sluice.router.Invocation;
import io.sluice.router.InvocationFailure;
import io.sluice.router.Origin;
import io.sluice.testing.Samples;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FailureBookTest {

    private static final FunctionVersion SHOUT = Samples.version("acme/Shout", "1.2.0");
    private static final FunctionVersion OTHER = Samples.version("acme/Other", "1.0.0");

    private Instant now = Samples.THEN;
    private final FailureBook book = new FailureBook(() -> now);

    private void fail(FunctionVersion function, String id, String message) {
        book.failed(
                invocation(id, "acme", new Payload(ContentType.JSON, Buffer.buffer("[1]"))),
                function,
                new InvocationFailure.FunctionFailed(new Failure(message, "InputError", "at secret.py")));
        now = now.plusSeconds(1);
    }

    private static Invocation invocation(String id, String user, Payload payload) {
        return new Invocation(
                id,
                FunctionReference.parse("acme/shout"),
                payload,
                PayloadRoom.unbounded(),
                new Origin.Outside(new Caller(user, false)),
                Deadline.in(Duration.ofSeconds(1), 0),
                TraceContext.start(new SplittableRandom(1)),
                Map.of());
    }

    @Test
    void of_function_givesItsFailuresNewestFirst() {
        fail(SHOUT, "a", "first");
        fail(OTHER, "b", "of another");
        fail(SHOUT, "c", "second");

        assertThat(book.of(FunctionName.parse("ACME/shout")::equals))
                .extracting(FailureBook.Entry::message)
                .containsExactly("second", "first");
        assertThat(book.of(name -> name.owner().equals("acme"))).hasSize(3);
        assertThat(book.of(SHOUT.name()::equals).getFirst().toString()).doesNotContain("secret.py");
    }

    @Test
    void of_manyFailures_keepsTheLast200() {
        for (int i = 0; i < 300; i++) {
            fail(SHOUT, "r", "no " + i);
        }

        assertThat(book.of(SHOUT.name()::equals)).hasSize(200);
        assertThat(book.of(SHOUT.name()::equals).getLast().message()).isEqualTo("no 100");
    }

    @Test
    void of_afterSevenDays_forgets() {
        fail(SHOUT, "r", "long ago");
        now = now.plus(Duration.ofDays(7));

        assertThat(book.of(SHOUT.name()::equals)).isEmpty();
    }

    @Test
    void failed_itsEntry_namesTheInvocationAndItsInput() {
        fail(SHOUT, "req-7", "bad");

        FailureBook.Entry entry = book.of(SHOUT.name()::equals).getFirst();
        assertThat(entry.invocation()).isEqualTo("req-7");
        assertThat(entry.input()).isEqualTo("[1]");
        assertThat(entry.type()).isEqualTo("InputError");
    }

    @Test
    void failed_callOfAStranger_keepsItsInputToItself() {
        Payload text = new Payload(ContentType.TEXT, Buffer.buffer("private"));
        Payload bytes = new Payload(ContentType.BINARY, Buffer.buffer("bytes"));
        book.failed(invocation("r", "eve", text), SHOUT, new IllegalStateException("gone"));
        book.failed(invocation("r", "acme", bytes), SHOUT, new IllegalStateException("gone"));

        assertThat(book.of(SHOUT.name()::equals)).allSatisfy(entry -> {
            assertThat(entry.input()).isNull();
            assertThat(entry.type()).isEqualTo("SystemError");
        });
    }
}
