package io.sluice.predictor.trace.opentelemetry;

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

class OtlpJsonReaderTest {

    private static final String TRACE = "0102030405060708090a0b0c0d0e0f10";

    @TempDir
    private Path folder;

    private Trace read(String... lines) throws IOException {
        return new OtlpJsonReader()
                .read(List.of(TraceFileSamples.lines(folder, "spans.json", lines)), ReadSettings.DEFAULT);
    }

    private static String span(String id, String parent, String name, long start, long end) {
        return ("{'traceId':'%s','spanId':'%s','parentSpanId':'%s','name':'%s','kind':2,'attributes':[{'key':'a','value':"
                        + "{'intValue':'1'}}],'startTimeUnixNano':'%d','endTimeUnixNano':%d,'status':{}}")
                .formatted(TRACE, id, parent, name, start, end);
    }

    private static String export(String service, String... spans) {
        return ("{'resourceSpans':[{'resource':{'attributes':[{'key':'host','value':{'intValue':3}},"
                        + "{'key':'service.name','value':{'stringValue':'" + service + "'}}]},"
                        + "'scopeSpans':[{'scope':{'name':'x'},'spans':[" + String.join(",", spans) + "]}]}]}")
                .replace('\'', '"');
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    @Test
    void read_exportsOneALine_areOneTrace() throws IOException {
        Trace trace = read(
                export("stock", span("0000000000000002", "0000000000000001", "Take", 5100, 5300)),
                export("shop", span("0000000000000001", "", "POST /buy", 5000, 5500)));

        assertThat(trace.requests())
                .containsExactly(new Request(
                        "shop POST /buy",
                        new TracedCall("shop", 0, 500, List.of(new TracedCall("stock", 100, 200, List.of())))));
        assertThat(trace.functions()).containsOnlyKeys("shop", "stock");
    }

    @Test
    void read_resourceAfterItsSpansAndIndented_isTheSame() throws IOException {
        Trace trace = read(
                "{\"resourceSpans\": [ {",
                "  \"scopeSpans\": [ { \"spans\": [",
                quoted(span("0000000000000001", "", "x", 5000, 5500)),
                "] } ],",
                "  \"resource\": { \"attributes\": [ { \"key\": \"service.name\",",
                "     \"value\": { \"stringValue\": \"shop\" } } ] } } ] }");

        assertThat(trace.requests()).extracting(Request::entry).containsExactly("shop x");
    }

    @Test
    void read_spanThatEndsBeforeItStarts_failsWithItsPlace() {
        assertThatThrownBy(() -> read("{}", export("shop", span("0000000000000001", "", "x", 5000, 4000))))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageMatching("spans.json, line 2, column \\d+ \\(endTimeUnixNano\\): expected a time that is not"
                        + " before startTimeUnixNano, 5000, found '4000'");
    }

    @Test
    void read_missingField_fails() {
        assertThatThrownBy(() -> read(export("shop", quoted("{'traceId':'1','spanId':'0000000000000001'}"))))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("expected an object with the field 'startTimeUnixNano'");
        assertThatThrownBy(() -> read(export("shop", span("", "", "x", 1, 2)))).hasMessageContaining("'spanId'");
    }

    @Test
    void read_resourceWithoutAService_fails() {
        String nameless =
                export("shop", span("0000000000000001", "", "x", 1, 2)).replace("service.name", "name");

        assertThatThrownBy(() -> read(nameless))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("the field 'service.name'");
    }

    @Test
    void read_numbersAndNumberedSpansThatAreNone_fail() {
        assertThatThrownBy(() -> read(export("shop", span("xyz", "", "x", 1, 2))))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("(spanId): expected 16 hexadecimal digits, found 'xyz'");
        assertThatThrownBy(() -> read(export("shop", span("0000000000000001", "", "x", -1, 2))))
                .hasMessageContaining("(startTimeUnixNano): expected a whole number from 0");
    }

    @Test
    void read_jsonThatStops_failsWithItsPlace() {
        String whole = export("shop", span("0000000000000001", "", "x", 1, 2));

        assertThatThrownBy(() -> read(whole, whole.substring(0, 100)))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("spans.json, line ")
                .hasMessageContaining("expected JSON");
    }

    @Test
    void read_noSpans_fails() {
        assertThatThrownBy(() -> read("{\"resourceSpans\":[]}"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("expected spans");
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("expected an object, found an array");
    }
}
