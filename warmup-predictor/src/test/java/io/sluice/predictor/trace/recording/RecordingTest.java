package io.sluice.predictor.trace.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallEnded.Warmth;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.Trace.Request;
import io.sluice.predictor.trace.TraceEvent;
import io.sluice.predictor.trace.TracedCall;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.TraceFileSamples;
import io.sluice.predictor.trace.source.TraceFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    private static final String HEAD =
            "{\"format\":\"sluice-recording\",\"version\":1,\"clock\":\"monotonic\",\"unit\":\"ns\"}";

    @TempDir
    private Path folder;

    private static byte[] written(@Nullable Instant zero, TraceEvent... events) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RecordingWriter writer = new RecordingWriter(out, zero)) {
            for (TraceEvent event : events) {
                writer.write(event);
            }
        }
        return out.toByteArray();
    }

    private Trace read(TraceEvent... events) throws IOException {
        Path file = TraceFileSamples.bytes(folder, "r.jsonl", written(null, events));
        return new RecordingReader().read(List.of(file), ReadSettings.DEFAULT);
    }

    private Trace readLines(String... lines) throws IOException {
        Path file = TraceFileSamples.lines(folder, "r.jsonl", lines);
        return new RecordingReader().read(List.of(file), ReadSettings.DEFAULT);
    }

    private static CallStarted started(long call, long parent, String function, @Nullable String caller, long at) {
        return new CallStarted(call, parent, function, "entry", caller, at);
    }

    private static CallEnded ended(long call, String function, long waited, long at) {
        return new CallEnded(call, function, waited, waited > 0 ? Warmth.COLD : Warmth.WARM, at);
    }

    private static TracedCall call(String function, long offset, long duration, TracedCall... calls) {
        return new TracedCall(function, offset, duration, List.of(calls));
    }

    @Test
    void write_lines_areAsDescribed() throws IOException {
        byte[] bytes = written(
                Instant.parse("2026-11-24T22:00:00Z"),
                started(1, 0, "a", null, 5),
                started(2, 1, "b", "a", 6),
                new InstanceReady("b", 3, 4, 9),
                ended(2, "b", 3, 12));

        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("""
                        {"format":"sluice-recording","version":1,"clock":"monotonic","unit":"ns","zero":"2026-11-24T22:00:00Z"}
                        {"event":"started","call":1,"function":"a","entry":"entry","at":5}
                        {"event":"started","call":2,"parent":1,"function":"b","entry":"entry","caller":"a","at":6}
                        {"event":"ready","function":"b","took":3,"memory":4,"at":9}
                        {"event":"ended","call":2,"function":"b","waited":3,"warmth":"cold","at":12}
                        """);
    }

    @Test
    void events_ofWhatWasWritten_areTheSame() throws IOException {
        TraceEvent[] events = {
            started(1, 0, "a \"x\" \u00e4\n", null, -7),
            started(2, 1, "b", "a", 6),
            new InstanceReady("b", 3, 4, 9),
            new CallEnded(2, "b", 3, Warmth.PARTIAL, Long.MAX_VALUE / 8)
        };
        Path file = TraceFileSamples.bytes(folder, "r.jsonl.gz", TraceFileSamples.gzip(written(null, events)));
        List<TraceEvent> read = new ArrayList<>();
        try (RecordingEvents from = RecordingEvents.open(file, ReadSettings.DEFAULT)) {
            for (TraceEvent event = from.next(); event != null; event = from.next()) {
                read.add(event);
            }
        }

        assertThat(read).containsExactly(events);
    }

    @Test
    void write_eventOfAnEarlierTime_fails() {
        assertThatThrownBy(() -> written(null, ended(1, "a", 0, 5), ended(2, "b", 0, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event of 'b': time goes forward, but 4 ns came after 5 ns");
    }

    @Test
    void read_nestedCalls_areATree() throws IOException {
        Trace trace = read(
                started(1, 0, "a", null, 100),
                started(2, 1, "b", "a", 110),
                ended(2, "b", 0, 120),
                started(3, 1, "c", "a", 125),
                ended(3, "c", 0, 130),
                ended(1, "a", 0, 140));

        assertThat(trace.requests())
                .containsExactly(new Request("entry", call("a", 0, 40, call("b", 10, 10), call("c", 25, 5))));
        assertThat(trace.lengthNanos()).isEqualTo(40);
    }

    @Test
    void read_callsThatWaited_areAsIfTheyHadNot() throws IOException {
        Trace trace = read(
                started(1, 0, "a", null, 0),
                started(2, 1, "b", "a", 1010),
                ended(2, "b", 500, 1520),
                started(3, 1, "c", "a", 1530),
                ended(3, "c", 200, 1740),
                ended(1, "a", 1000, 1750));

        assertThat(trace.requests())
                .extracting(Request::call)
                .containsExactly(call("a", 0, 50, call("b", 10, 10), call("c", 30, 10)));
    }

    @Test
    void read_callsAtOnce_delayWhatComesAfterTheLastOfThem() throws IOException {
        Trace trace = read(
                started(1, 0, "a", null, 0),
                started(2, 1, "b", "a", 10),
                started(3, 1, "c", "a", 10),
                ended(2, "b", 50, 70),
                ended(3, "c", 0, 110),
                started(4, 1, "d", "a", 120),
                ended(4, "d", 0, 130),
                ended(1, "a", 0, 140));

        assertThat(trace.requests().getFirst().call())
                .isEqualTo(call("a", 0, 140, call("b", 10, 10), call("c", 10, 100), call("d", 120, 10)));
    }

    @Test
    void read_instances_makeProfiles() throws IOException {
        Trace trace = read(
                new InstanceReady("a", 10, 100, 1),
                new InstanceReady("a", 30, 300, 2),
                new InstanceReady("a", 20, 200, 3),
                started(1, 0, "b", null, 4));

        assertThat(trace.profile("a")).isEqualTo(new FunctionProfile(20, 300, 1));
        assertThat(trace.profile("b")).isEqualTo(FunctionProfile.DEFAULT);
    }

    @Test
    void read_recordingThatBeginsAndEndsInTheMiddle_isWhatIsThere() throws IOException {
        Trace trace = read(
                started(5, 4, "b", "a", 10), ended(4, "a", 0, 20), ended(5, "b", 0, 30), started(6, 0, "c", null, 40));

        assertThat(trace.requests()).extracting(Request::call).containsExactly(call("b", 0, 20), call("c", 30, 0));
    }

    @Test
    void read_severalFiles_followEachOther() throws IOException {
        Path first = TraceFileSamples.bytes(
                folder, "1.jsonl", written(null, started(1, 0, "a", null, 500), ended(1, "a", 0, 600)));
        Path second = TraceFileSamples.bytes(
                folder, "2.jsonl", written(null, started(1, 0, "b", null, 7), ended(1, "b", 0, 9)));

        Trace trace = new RecordingReader().read(List.of(first, second), ReadSettings.DEFAULT);

        assertThat(trace.requests()).extracting(Request::call).containsExactly(call("a", 0, 100), call("b", 100, 2));
    }

    @Test
    void read_unknownFields_areLeftOut() throws IOException {
        Trace trace = readLines(
                HEAD.replace("}", ",\"node\":{\"name\":[1,{}]}}"),
                "{\"event\":\"started\",\"call\":1,\"function\":\"a\",\"entry\":\"a\",\"at\":5,\"tenant\":[{}]}");

        assertThat(trace.requests()).hasSize(1);
    }

    @Test
    void read_timeThatRunsBackwards_failsWithItsPlace() {
        assertThatThrownBy(
                        () -> readLines(
                                HEAD,
                                "{\"event\":\"started\",\"call\":1,\"function\":\"a\",\"entry\":\"a\",\"at\":5}",
                                "{\"event\":\"ended\",\"call\":1,\"function\":\"a\",\"waited\":0,\"warmth\":\"warm\",\"at\":4}"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageMatching("r.jsonl, line 3, column \\d+ \\(at\\): expected a time that is not before the last"
                        + " event's, 5, found '4'");
    }

    @Test
    void read_wrongLines_fail() {
        assertFails("line 1", "expected a line with the format", "");
        assertFails("'format'", "one without", "{}");
        assertFails("(format)", "'sluice-recording'", HEAD.replace("sluice-recording", "other"));
        assertFails("(version)", "a whole number from 1 to 1, found '2'", HEAD.replace(":1", ":2"));
        assertFails("(unit)", "'ns', found 's'", HEAD.replace("ns", "s"));
        assertFails("line 2", "started, ended or ready", HEAD, "{\"event\":\"x\",\"function\":\"a\",\"at\":5}");
        assertFails("line 2", "the field 'at'", HEAD, "{\"event\":\"ready\",\"function\":\"a\"}");
        assertFails("(waited)", "from 0", HEAD, "{\"event\":\"ended\",\"waited\":-1}");
        assertFails("(warmth)", "warm, partial or cold, found 'hot'", HEAD, "{\"warmth\":\"hot\"}");
        assertFails("(call)", "a whole number, found 'x'", HEAD, "{\"call\":\"x\"}");
        assertFails("line 1", "expected events", HEAD);
    }

    private void assertFails(String place, String message, String... lines) {
        assertThatThrownBy(() -> readLines(lines))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith("r.jsonl, line ")
                .hasMessageContaining(place)
                .hasMessageContaining(message);
    }

    @Test
    void read_numberOfACallThatIsInProgress_fails() {
        assertThatThrownBy(() -> read(started(1, 0, "a", null, 0), started(1, 0, "b", null, 1)))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("that of a call in progress, 1");
        assertThatThrownBy(() -> read(started(1, 0, "a", null, 0), ended(1, "b", 0, 1)))
                .hasMessageContaining("the end of call 1 of 'a', found one of 'b'");
    }
}
