package io.sluice.predictor.trace.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {

    private static final ReadSettings SETTINGS = ReadSettings.DEFAULT;

    @TempDir
    private Path folder;

    private static byte[] rows(int count) {
        StringBuilder text = new StringBuilder("name,number\n");
        for (int i = 0; i < count; i++) {
            text.append("n").append(i * 7919L % 1000).append(',').append(i).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static long sum(Path file, ReadSettings settings) throws IOException {
        try (CsvRows rows = CsvRows.open(file, settings)) {
            int number = rows.column("number");
            long sum = 0;
            while (rows.next()) {
                sum += rows.whole(number, 0, Long.MAX_VALUE);
            }
            return sum;
        }
    }

    @Test
    void open_gzip_isUnpackedWhateverItsName() throws IOException {
        Path file = TraceFileSamples.bytes(folder, "rows.csv", TraceFileSamples.gzip(rows(100)));

        assertThat(sum(file, SETTINGS)).isEqualTo(4950);
    }

    @Test
    void open_gzipOfSeveralParts_isReadToTheEnd() throws IOException {
        byte[] one = TraceFileSamples.gzip(rows(100));
        byte[] other = TraceFileSamples.gzip("x,50\n".getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);

        assertThat(sum(TraceFileSamples.bytes(folder, "rows.csv.gz", both), SETTINGS))
                .isEqualTo(5000);
    }

    @Test
    void open_gzipThatIsCutOff_failsWithTheLineThatItCameTo() {
        byte[] packed = TraceFileSamples.gzip(rows(100_000));
        Path file = TraceFileSamples.bytes(folder, "rows.csv.gz", Arrays.copyOf(packed, packed.length / 2));

        assertThatThrownBy(() -> sum(file, SETTINGS))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageMatching(
                        "rows.csv.gz, line \\d{4,6}: expected a whole gzip file, found one that is cut off");
    }

    @Test
    void open_gzipThatEndsInItsHeader_fails() {
        Path file = TraceFileSamples.bytes(folder, "rows.csv.gz", new byte[] {0x1f, (byte) 0x8b, 8});

        assertThatThrownBy(() -> sum(file, SETTINGS))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("rows.csv.gz, line 1: expected a whole gzip file, found one that is cut off");
    }

    @Test
    void open_gzipThatIsDamaged_fails() {
        byte[] packed = TraceFileSamples.gzip(rows(10_000));
        packed[packed.length - 6] ^= 0x55;
        Path file = TraceFileSamples.bytes(folder, "rows.csv.gz", packed);

        assertThatThrownBy(() -> sum(file, SETTINGS))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("found a damaged one");
    }

    @Test
    void open_emptyFile_fails() {
        assertThatThrownBy(() -> sum(TraceFileSamples.bytes(folder, "none.csv", new byte[0]), SETTINGS))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("none.csv, line 1: expected a header with the names of columns, found the end of the file");
    }

    @Test
    void open_noFile_isNoFaultOfTheFormat() {
        assertThatThrownBy(() -> sum(folder.resolve("nowhere.csv"), SETTINGS)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void open_whoWatches_isToldOfEveryByteOfTheFile() throws IOException {
        AtomicLong bytes = new AtomicLong();
        Path file = TraceFileSamples.bytes(folder, "rows.csv.gz", TraceFileSamples.gzip(rows(10_000)));

        sum(file, new ReadSettings(SETTINGS.profile(), SETTINGS.keeps(), 1, bytes::addAndGet));

        assertThat(bytes).hasValue(Files.size(file));
    }

    @Test
    void open_byteOrderMarkAndCarriageReturns_areNotSeen() throws IOException {
        byte[] text = "\uFEFFnumber,name\r\n5,x\r\n7,y\r\n".getBytes(StandardCharsets.UTF_8);

        assertThat(sum(TraceFileSamples.bytes(folder, "rows.csv", text), SETTINGS))
                .isEqualTo(12);
    }

    @Test
    void quoted_longOrHostileText_isShortAndInOneLine() {
        assertThat(TraceFormatException.quoted("a\nb\u001b[31m")).isEqualTo("'a?b?[31m'");
        assertThat(TraceFormatException.quoted("x".repeat(1000))).isEqualTo("'" + "x".repeat(60) + "...'");
    }
}
