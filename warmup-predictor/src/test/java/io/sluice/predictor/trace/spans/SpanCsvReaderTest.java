package io.sluice.predictor.trace.spans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.predictor.trace.FunctionProfile;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanCsvReaderTest {

    private static final String HEADER = "trace,span,parent,service,op,start_us,dur_us";

    @TempDir
    private Path folder;

    private Trace read(String... rows) throws IOException {
        return read(ReadSettings.DEFAULT, rows);
    }

    private Trace read(ReadSettings settings, String... rows) throws IOException {
        String[] lines = new String[rows.length + 1];
        lines[0] = HEADER;
        System.arraycopy(rows, 0, lines, 1, rows.length);
        return new SpanCsvReader().read(List.of(TraceFileSamples.lines(folder, "spans.csv", lines)), settings);
    }

    private static TracedCall call(String function, long offsetMicros, long durationMicros, TracedCall... calls) {
        return new TracedCall(function, offsetMicros * 1000, durationMicros * 1000, List.of(calls));
    }

    @Test
    void read_spanOfAnotherService_isACall() throws IOException {
        Trace trace = read("7,1,-1,shop,/buy,1000,500", "7,2,1,stock,Take,1100,200");

        assertThat(trace.requests())
                .containsExactly(new Request("shop /buy", call("shop", 0, 500, call("stock", 100, 200))));
        assertThat(trace.lengthNanos()).isEqualTo(500_000);
        assertThat(trace.name()).isEqualTo("spans.csv");
    }

    @Test
    void read_spansOfTheSameService_areOneCallThatLastsUntilTheLastEnds() throws IOException {
        Trace trace = read(
                "7,1,-1,shop,/buy,1000,500",
                "7,2,1,shop,POST,1100,700",
                "7,3,2,stock,Take,1200,100",
                "7,4,1,bill,Make,1150,50");

        assertThat(trace.requests())
                .extracting(Request::call)
                .containsExactly(call("shop", 0, 800, call("bill", 150, 50), call("stock", 200, 100)));
    }

    @Test
    void read_rowsInAnyOrder_areThoseOfTheirTraces() throws IOException {
        Trace trace = read("b,2,1,stock,Take,2100,10", "a,1,-1,shop,/x,5000,50", "b,1,-1,shop,/y,2000,50");

        assertThat(trace.requests())
                .containsExactly(
                        new Request("shop /y", call("shop", 0, 50, call("stock", 100, 10))),
                        new Request("shop /x", call("shop", 3000, 50)));
    }

    @Test
    void read_wildcardOfAGateway_isNamedByWhatItForwardsTo() throws IOException {
        Trace trace = read("7,1,-1,gate,/*,1000,500", "7,2,1,gate,HTTP GET,1010,400", "7,3,2,shop,/buy/{id},1020,300");

        assertThat(trace.requests()).extracting(Request::entry).containsExactly("gate /buy/{id}");
    }

    @Test
    void read_spanThatIsThereTwice_countsOnce() throws IOException {
        Trace trace = read("7,1,-1,shop,/buy,1000,500", "7,1,-1,shop,/buy,1000,500");

        assertThat(trace.requests()).hasSize(1);
    }

    @Test
    void read_parentThatIsNotThere_makesAnOutermostCall() throws IOException {
        Trace trace = read("7,5,99,stock,Take,1000,500");

        assertThat(trace.requests()).extracting(Request::entry).containsExactly("stock Take");
    }

    @Test
    void read_calleeAHairBeforeItsCaller_beginsWithIt() throws IOException {
        Trace trace = read("7,1,-1,shop,/buy,1000,500", "7,2,1,stock,Take,700,200");

        assertThat(trace.requests().getFirst().call().calls().getFirst().offsetNanos())
                .isZero();
    }

    @Test
    void read_profileThatIsGiven_isThatOfEveryService() throws IOException {
        FunctionProfile slow = new FunctionProfile(5, 6, 7);

        Trace trace = read(ReadSettings.DEFAULT.with(slow), "7,1,-1,shop,/buy,1000,500", "7,2,1,stock,Take,1100,200");

        assertThat(trace.functions()).containsOnlyKeys("shop", "stock").containsValue(slow);
    }

    @Test
    void read_functionsThatAreNotWanted_areLeftOutWithTheirCalls() throws IOException {
        ReadSettings some = ReadSettings.DEFAULT.keeping("cart"::equals);

        Trace trace = read(some, "7,1,-1,shop,/buy,1000,500", "7,2,1,cart,Take,1100,200", "8,1,-1,cart,Get,4000,9");

        assertThat(trace.requests()).extracting(Request::entry).containsExactly("cart Get");
    }

    @Test
    void read_moreCallsThanFit_fails() {
        ReadSettings few = new ReadSettings(FunctionProfile.DEFAULT, f -> true, 1, bytes -> {});

        assertThatThrownBy(() -> read(few, "7,1,-1,shop,/buy,1000,500", "7,2,1,cart,Take,1100,200"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("no more than 1 calls");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7,1,-1,shop,/buy,x,500 | column 6 (start_us): expected a whole number, found 'x'",
                "7,1,-1,shop,/buy,1000, | column 7 (dur_us): expected a whole number, found nothing",
                "7,1,-1,shop,/buy,1000,-5 | column 7 (dur_us): expected a whole number from 0 to 3000000000000000, found '-5'",
                "7,1,-1,shop,/buy,-1,5 | column 6 (start_us): expected a whole number from 0",
                "7,1,-1,,/buy,1000,5 | column 4 (service): expected a name, found nothing",
                "7,1,-1,shop,/buy,1000 | column 7 (dur_us): expected 7 fields as in the header, found 6 fields",
                "7,1,-2,shop,/buy,1000,5 | column 3 (parent): expected a whole number from -1",
            })
    void read_wrongCell_failsWithItsPlace(String row, String message) {
        assertThatThrownBy(() -> read("6,1,-1,shop,/buy,1000,500", row))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith("spans.csv, line 3, ")
                .hasMessageContaining(message);
    }

    @Test
    void read_missingColumn_failsWithItsName() {
        Path file = TraceFileSamples.lines(folder, "s.csv", "trace,span,parent,service,op,start_us", "1,1,-1,a,b,3");

        assertThatThrownBy(() -> new SpanCsvReader().read(List.of(file), ReadSettings.DEFAULT))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("s.csv, line 1: expected a column 'dur_us',"
                        + " found the columns trace, span, parent, service, op, start_us");
    }

    @Test
    void read_circleOfParents_fails() {
        assertThatThrownBy(() -> read("7,1,2,shop,/buy,1000,500", "7,2,1,stock,Take,1100,200"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("a circle of parents");
    }

    @Test
    void read_calleeLongBeforeItsCaller_fails() {
        assertThatThrownBy(() -> read("7,1,-1,shop,/buy,90000000,500", "7,2,1,stock,Take,1000,200"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("spans.csv, line 3, column 6 (start_us): expected a start that is not before the caller's"
                        + " (line 2), found one that is 89 s before it");
    }

    @Test
    void read_callsThatAreTooDeep_fails() {
        String[] rows = new String[600];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "7," + i + "," + (i - 1) + ",s" + i + ",op,1000,5";
        }

        assertThatThrownBy(() -> read(rows))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("at most 500 deep");
    }

    @Test
    void read_noRows_fails() {
        assertThatThrownBy(this::read)
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("spans.csv, line 1: expected spans, found the end of the file");
    }
}
