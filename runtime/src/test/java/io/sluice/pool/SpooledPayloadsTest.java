package io.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.contract.ContentType;
import io.sluice.data.DataPath;
import io.sluice.data.FileDataStore;
import io.sluice.spool.Spool;
import io.sluice.spool.SpoolLimits;
import io.sluice.spool.SpooledFile;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payloads that are too large for memory, and the rooms of the requests that they belong to. */
final class SpooledPayloadsTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Payload LARGE = new Payload(ContentType.TEXT, Buffer.buffer("too large"));
    private static final RuntimeException TOO_LARGE = new IllegalArgumentException("too large");

    @TempDir
    private Path folder;

    private Spool spool;
    private PayloadMemory memory;
    private PayloadRoom room;

    @BeforeEach
    void open() {
        spool = new Spool(
                FileDataStore.open(folder, new AtomicLong()::incrementAndGet),
                new DataPath.Spool("here"),
                new SpoolLimits(4, 100, 1000, 2),
                new Random(1));
        memory = new PayloadMemory(1 << 20, spool);
        room = Objects.requireNonNull(memory.open("ann"));
    }

    private Payload aside() {
        assertThat(room.input(LARGE.size())).isTrue();
        return Spooling.aside(LARGE, room).await().atMost(LIMIT);
    }

    private static SpooledFile file(Payload payload) {
        return Objects.requireNonNull(payload.spooled());
    }

    @Test
    void largePayload_isPutAside_andReadAgain() {
        Payload payload = aside();

        assertThat(payload.size()).isZero();
        assertThat(payload.length()).isEqualTo(9);
        assertThatThrownBy(payload::bytes).isInstanceOf(IllegalStateException.class);
        assertThat(Spooling.whole(payload, room, 9, TOO_LARGE).await().atMost(LIMIT))
                .isEqualTo(LARGE);
        assertThatThrownBy(() ->
                        Spooling.whole(payload, room, 8, TOO_LARGE).await().atMost(LIMIT))
                .isSameAs(TOO_LARGE);
    }

    @Test
    void smallPayload_staysInMemory() {
        Payload small = new Payload(ContentType.TEXT, Buffer.buffer("tiny"));

        assertThat(Spooling.aside(small, room).await().atMost(LIMIT)).isSameAs(small);
    }

    @Test
    void payload_goesWithTheRoom() {
        aside();

        room.close();

        await().until(() -> spool.bytes() == 0);
        assertThat(memory.taken()).isZero();
    }

    @Test
    void payload_thatIsNotNeededAnyMore_goesBeforeTheRoom() {
        Payload payload = aside();

        room.drop(payload);

        await().until(() -> spool.bytes() == 0);
        room.close();
        assertThat(spool.bytes()).isZero();
    }

    @Test
    void payload_isFoundByItsNameInItsOwnRoomOnly() {
        Payload payload = aside();
        PayloadRoom other = Objects.requireNonNull(memory.open("bob"));

        assertThat(room.find(file(payload).reference())).isSameAs(payload);
        assertThat(room.find("another")).isNull();
        assertThat(other.find(file(payload).reference())).isNull();
    }

    @Test
    void payload_thatIsShared_staysUntilBothRoomsAreGone() {
        Payload payload = aside();
        PayloadRoom other = Objects.requireNonNull(memory.open("bob"));
        assertThat(other.share(payload)).isTrue();

        room.close();
        assertThat(Spooling.whole(payload, other, 9, TOO_LARGE).await().atMost(LIMIT))
                .isEqualTo(LARGE);
        other.close();

        await().until(() -> spool.bytes() == 0);
        assertThat(Objects.requireNonNull(memory.open("eve")).share(payload)).isFalse();
    }

    @Test
    void payload_thatComesWhenItsRequestIsOver_isNotKept() {
        room.close();

        assertThatThrownBy(() -> Spooling.aside(LARGE, room).await().atMost(LIMIT))
                .hasMessageContaining("is over");
        await().until(() -> spool.bytes() == 0);
    }
}
