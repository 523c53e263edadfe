package io.sluice.predictor.trace.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.Trace.Request;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.TraceFileSamples;
import io.sluice.predictor.trace.source.TraceFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Azure2019ReaderTest {

    private static final long MINUTE = 60_000_000_000L;
    private static final String MINUTES =
            IntStream.rangeClosed(1, 1440).mapToObj(Integer::toString).collect(Collectors.joining(","));

    @TempDir
    private Path folder;

    private Path invocations(String day, String... rows) {
        String[] lines = new String[rows.length + 1];
        lines[0] = "HashOwner,HashApp,HashFunction,Trigger," + MINUTES;
        System.arraycopy(rows, 0, lines, 1, rows.length);
        return TraceFileSamples.lines(folder, "invocations_per_function_md.anon.d" + day + ".csv", lines);
    }

    private static String row(String app, String function, String trigger, int... minutesAndCalls) {
        int[] minutes = new int[1440];
        for (int i = 0; i < minutesAndCalls.length; i += 2) {
            minutes[minutesAndCalls[i]] = minutesAndCalls[i + 1];
        }
        return "o," + app + "," + function + "," + trigger + ","
                + Arrays.stream(minutes).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    private static Trace read(Path... files) throws IOException {
        return new Azure2019Reader().read(List.of(files), ReadSettings.DEFAULT);
    }

    private static List<Long> offsets(Trace trace) {
        return trace.requests().stream()
                .map(request -> request.call().offsetNanos())
                .toList();
    }

    @Test
    void read_callsOfAMinute_areSpreadOverIt() throws IOException {
        Trace trace = read(invocations("01", row("a", "f", "http", 3, 4)));
        List<Long> offsets = offsets(trace);

        assertThat(offsets).hasSize(4).allMatch(offset -> offset / MINUTE == 3);
        assertThat(offsets.get(3) - offsets.get(2)).isEqualTo(15_000_000_000L);
        assertThat(trace.requests()).extracting(Request::entry).containsOnly("a/f");
        assertThat(trace.requests().getFirst().call().function()).isEqualTo("a");
        assertThat(trace.lengthNanos()).isEqualTo(1440 * MINUTE);
    }

    @Test
    void read_timer_firesAtTheSameSecond() throws IOException {
        List<Long> timer = offsets(read(invocations("01", row("a", "f", "timer", 3, 1, 8, 1))));
        List<Long> event = offsets(read(invocations("01", row("a", "f", "event", 3, 1, 8, 1))));

        assertThat(timer.get(1) - timer.get(0)).isEqualTo(5 * MINUTE);
        assertThat(event.get(1) - event.get(0)).isNotEqualTo(5 * MINUTE);
    }

    @Test
    void read_durationsAndMemory_areThoseOfTheirFiles() throws IOException {
        Path durations = TraceFileSamples.lines(
                folder,
                "function_durations_percentiles.anon.d01.csv",
                "HashOwner,HashApp,HashFunction,Average,Count,Minimum,Maximum,percentile_Average_50",
                "o,a,f,1500,3,1,2,3");
        Path memory = TraceFileSamples.lines(
                folder,
                "app_memory_percentiles.anon.d01.csv",
                "HashOwner,HashApp,SampleCount,AverageAllocatedMb",
                "o,a,5,128");

        Trace trace =
                read(durations, invocations("01", row("a", "f", "http", 0, 1), row("b", "g", "http", 0, 1)), memory);

        assertThat(trace.profile("a").memoryBytes()).isEqualTo(128L << 20);
        assertThat(trace.profile("b").memoryBytes()).isEqualTo(256L << 20);
        assertThat(trace.requests())
                .extracting(request ->
                        request.call().function() + " " + request.call().durationNanos())
                .containsExactlyInAnyOrder("a 1500000000", "b 700000000");
    }

    @Test
    void read_severalDays_followEachOther() throws IOException {
        Trace trace =
                read(invocations("04", row("a", "f", "http", 5, 1)), invocations("03", row("a", "f", "http", 7, 1)));

        assertThat(offsets(trace)).extracting(offset -> offset / MINUTE).containsExactly(7L, 1445L);
        assertThat(trace.lengthNanos()).isEqualTo(2880 * MINUTE);
    }

    @Test
    void read_appsThatAreNotWanted_areLeftOut() throws IOException {
        Path file = invocations("01", row("a", "f", "http", 0, 1), row("b", "g", "http", 0, 1));

        Trace trace = new Azure2019Reader().read(List.of(file), ReadSettings.DEFAULT.keeping("b"::equals));

        assertThat(trace.requests()).extracting(Request::entry).containsExactly("b/g");
        assertThat(trace.functions()).containsOnlyKeys("b");
    }

    @Test
    void read_missingMinute_fails() {
        Path file = TraceFileSamples.lines(folder, "i.d01.csv", "HashOwner,HashApp,HashFunction,Trigger,1,2,3");

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith("i.d01.csv, line 1: expected a column '4', found the columns HashOwner, ");
    }

    @Test
    void read_withoutInvocations_fails() {
        Path memory = TraceFileSamples.lines(
                folder, "m.d01.csv", "HashOwner,HashApp,SampleCount,AverageAllocatedMb", "o,a,5,128");

        assertThatThrownBy(() -> read(memory))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("expected a file with invocations among those given");
    }

    @Test
    void read_negativeCount_failsWithItsPlace() {
        Path file = invocations("01", row("a", "f", "http", 2, -1));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("line 2, column 7 (3): expected a whole number from 0");
    }
}
