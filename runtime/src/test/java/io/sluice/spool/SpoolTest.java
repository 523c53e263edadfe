package io.sluice.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.data.DataPath;
import io.sluice.data.DataStore;
import io.sluice.data.FileDataStore;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {

    private static final DataPath.Spool AREA = new DataPath.Spool("here");

    @TempDir
    private Path folder;

    private DataStore store;
    private Spool spool;

    @BeforeEach
    void open() {
        store = FileDataStore.open(folder, new AtomicLong()::incrementAndGet);
        spool = new Spool(store, AREA, new SpoolLimits(4, 10, 15, 1), new Random(1));
    }

    private SpooledFile take(String first, String... rest) throws IOException {
        Queue<List<Buffer>> pieces = new ArrayDeque<>();
        Stream.of(rest).map(Buffer::buffer).map(List::of).forEach(pieces::add);
        return spool.take(Buffer.buffer(first), pieces::poll);
    }

    private static String read(SpooledFile file) throws IOException {
        try (var download = file.open();
                var bytes = Channels.newInputStream(download.bytes(0, file.length()))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void payload_isReadAsItCame_andNamedSoThatNobodyGuessesIt() throws IOException {
        SpooledFile first = take("ab", "cd", "efg");
        SpooledFile second = take("x");

        assertThat(read(first)).isEqualTo("abcdefg");
        assertThat(first.length()).isEqualTo(7);
        assertThat(first.reference()).hasSize(32).isNotEqualTo(second.reference());
        assertThat(spool.bytes()).isEqualTo(8);
    }

    @Test
    void payload_isGoneWhenTheLastHasLetGo() throws IOException {
        SpooledFile file = take("abcdef");
        assertThat(file.hold()).isTrue();

        file.letGo();
        assertThat(read(file)).isEqualTo("abcdef");
        file.letGo();

        await().until(() -> files() == 0 && spool.bytes() == 0);
        assertThat(file.hold()).isFalse();
        assertThatThrownBy(file::open).isInstanceOf(SpoolFailure.Gone.class).hasMessageContaining("6 bytes");
    }

    @Test
    void payloadThatIsBeingRead_isReadToItsEnd() throws IOException {
        SpooledFile file = take("abcdef");
        try (var download = file.open();
                var bytes = Channels.newInputStream(download.bytes(0, 6))) {
            file.letGo();
            await().until(() -> files() == 0);

            assertThat(bytes.readAllBytes()).hasSize(6);
        }
    }

    @Test
    void payloadBeyondTheLimit_isRefusedWithIt_andLeavesNothing() throws IOException {
        assertThatThrownBy(() -> take("abcdef", "ghijk"))
                .isInstanceOf(SpoolFailure.TooLarge.class)
                .hasMessage("a payload has at most 10 bytes (sluice.payload.most), this one has more");
        assertThat(files()).isZero();
        assertThat(spool.bytes()).isZero();
    }

    @Test
    void payloadsBeyondWhatAllMayHave_areRefusedUntilOthersAreGone() throws IOException {
        SpooledFile first = take("abcdefghij");

        assertThatThrownBy(() -> take("abcdef"))
                .isInstanceOf(SpoolFailure.Full.class)
                .hasMessageContaining("15 (sluice.payload.spool)");
        first.letGo();
        await().until(() -> spool.bytes() == 0);

        assertThat(read(take("abcdef"))).isEqualTo("abcdef");
    }

    @Test
    void senderThatBreaksOff_leavesNothing() throws IOException {
        assertThatThrownBy(() -> spool.take(Buffer.buffer("abc"), () -> {
                    throw new IOException("gone");
                }))
                .hasMessage("gone");
        assertThat(files()).isZero();
        assertThat(spool.bytes()).isZero();
    }

    @Test
    void whatAKilledRuntimeLeft_isSwept() throws IOException {
        SpooledFile left = take("abcdef");
        new Spool(store, AREA, new SpoolLimits(4, 10, 15, 1), new Random(2)).sweep();

        assertThatThrownBy(left::open).isInstanceOf(SpoolFailure.Gone.class);
    }

    @Test
    void smallPayloads_areNotForIt_norAnyWhereItIsOff() {
        assertThat(spool.isFor(4)).isFalse();
        assertThat(spool.isFor(5)).isTrue();
        Spool off = new Spool(store, AREA, new SpoolLimits(0, 10, 15, 1), new Random(1));
        assertThat(off.isOn()).isFalse();
        assertThat(off.isFor(5)).isFalse();
    }

    @Test
    void limitsThatContradictEachOther_areRefused() {
        assertThatThrownBy(() -> new SpoolLimits(5, 4, 15, 1)).hasMessageContaining("sluice.payload.spool-above");
        assertThatThrownBy(() -> new SpoolLimits(1, 4, 3, 1)).hasMessageContaining("sluice.payload.spool;");
    }
}
