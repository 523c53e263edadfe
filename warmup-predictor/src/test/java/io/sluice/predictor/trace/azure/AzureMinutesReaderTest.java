package io.sluice.predictor.trace.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.TraceFileSamples;
import io.sluice.predictor.trace.source.TraceFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzureMinutesReaderTest {

    private static final String HEADER =
            "hash_app,avg_mem_mb,num_invocations_day1,max_containers,active_minutes,m0,m1,m2,m3";
    private static final long MINUTE = 60_000_000_000L;

    @TempDir
    private Path folder;

    private Path file(String... rows) {
        String[] lines = new String[rows.length + 1];
        lines[0] = HEADER;
        System.arraycopy(rows, 0, lines, 1, rows.length);
        return TraceFileSamples.lines(folder, "apps.csv", lines);
    }

    private Trace read(String... rows) throws IOException {
        return AzureMinutesReader.ofUse().read(List.of(file(rows)), ReadSettings.DEFAULT);
    }

    @Test
    void read_minuteOfUse_isACallInIt() throws IOException {
        Trace trace = read("a,100,9,3,2,0,3,0,1", "b,0,1,1,1,1,0,0,0");

        assertThat(trace.requests()).extracting(Trace.Request::entry).containsExactly("b", "a", "a");
        assertThat(trace.requests())
                .extracting(request -> request.call().offsetNanos() / MINUTE)
                .containsExactly(0L, 1L, 3L);
        assertThat(trace.lengthNanos()).isEqualTo(4 * MINUTE);
        assertThat(trace.profile("a").memoryBytes()).isEqualTo(100L << 20);
        assertThat(trace.profile("b")).isEqualTo(FunctionProfile.DEFAULT);
    }

    @Test
    void read_instances_areSoManyCallsAtOnce() throws IOException {
        Trace trace = AzureMinutesReader.ofInstances().read(List.of(file("a,100,9,3,2,0,3,0,1")), ReadSettings.DEFAULT);

        assertThat(trace.requests()).hasSize(4);
        assertThat(trace.requests().subList(0, 3))
                .extracting(request -> request.call().offsetNanos())
                .containsOnly(trace.requests().getFirst().call().offsetNanos());
    }

    @Test
    void read_again_isTheSame() throws IOException {
        assertThat(read("a,100,9,3,2,0,3,0,1")).isEqualTo(read("a,100,9,3,2,0,3,0,1"));
    }

    @Test
    void read_rowThatWasRoundedAway_isLeftOut() throws IOException {
        Trace trace = read("a,100,100,1,1,0,1,0,0", "b,100,5,1,1,1,0,0,0");

        assertThat(trace.requests()).extracting(Trace.Request::entry).containsExactly("b");
    }

    @Test
    void read_cellThatIsNoNumber_failsWithItsPlace() {
        assertThatThrownBy(() -> read("a,100,9,3,2,0,3,many,1"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("apps.csv, line 2, column 8 (m2): expected a whole number, found 'many'");
    }

    @Test
    void read_negativeCell_fails() {
        assertThatThrownBy(() -> read("a,100,9,3,2,0,-3,0,1"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("column 7 (m1): expected a whole number from 0");
    }
}
