package io.sluice.predictor.trace.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.Trace.Request;
import io.sluice.predictor.trace.TracedCall;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.TraceFileSamples;
import io.sluice.predictor.trace.source.TraceFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Azure2021ReaderTest {

    @TempDir
    private Path folder;

    private Trace read(String... lines) throws IOException {
        return new Azure2021Reader()
                .read(List.of(TraceFileSamples.lines(folder, "trace.txt", lines)), ReadSettings.DEFAULT);
    }

    @Test
    void read_callsInTheOrderOfTheirEnds_comeInThatOfTheirStarts() throws IOException {
        Trace trace = read("app,func,end_timestamp,duration", "a,f,12.5,0.25", "b,g,13,10", "a,g,0.1,0.5");

        assertThat(trace.requests())
                .containsExactly(
                        new Request("a/g", new TracedCall("a", 0, 100_000_000, List.of())),
                        new Request("b/g", new TracedCall("b", 3_000_000_000L, 10_000_000_000L, List.of())),
                        new Request("a/f", new TracedCall("a", 12_250_000_000L, 250_000_000, List.of())));
        assertThat(trace.lengthNanos()).isEqualTo(13_000_000_000L);
    }

    @Test
    void read_negativeDuration_failsWithItsPlace() {
        assertThatThrownBy(() -> read("app,func,end_timestamp,duration", "a,f,12.5,-0.25"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(
                        "trace.txt, line 2, column 4 (duration): expected a number from 0 to 3000000000, found '-0.25'");
    }

    @Test
    void read_numberThatIsNone_fails() {
        assertThatThrownBy(() -> read("app,func,end_timestamp,duration", "a,f,NaN,1"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("column 3 (end_timestamp): expected a number from 0");
        assertThatThrownBy(() -> read("app,func,end_timestamp,duration", "a,f,soon,1"))
                .hasMessageContaining("column 3 (end_timestamp): expected a number, found 'soon'");
    }

    @Test
    void read_missingColumn_failsWithItsName() {
        assertThatThrownBy(() -> read("app,func,duration", "a,f,1"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(
                        "trace.txt, line 1: expected a column 'end_timestamp', found the columns app, func, duration");
    }
}
