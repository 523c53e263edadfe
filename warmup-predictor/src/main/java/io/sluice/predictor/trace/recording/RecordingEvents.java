package io.sluice.predictor.trace.recording;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallEnded.Warmth;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import io.sluice.predictor.trace.json.JsonTokens;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.TraceFile;
import io.sluice.predictor.trace.source.TraceFormatException;
import io.sluice.predictor.trace.source.TraceFormatException.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The events of a recording, one after the other: for who replays what a node saw, event by event. For one thread. */
public final class RecordingEvents implements AutoCloseable {

    private static final long MOST_NANOS = Long.MAX_VALUE / 4;

    private final JsonTokens json;
    private long lastNanos = -MOST_NANOS;
    private @Nullable Place place;

    private RecordingEvents(JsonTokens json) {
        this.json = json;
    }

    /** Opens a recording, plain or gzip, and reads its first line. */
    public static RecordingEvents open(Path file, ReadSettings settings) throws IOException {
        JsonTokens json = JsonTokens.open(file, settings);
        try {
            if (!json.next()) {
                throw new TraceFile(file).empty("a line with the format of the recording");
            }
            requireFormat(json);
            return new RecordingEvents(json);
        } catch (IOException e) {
            json.close();
            throw e;
        }
    }

    private static void requireFormat(JsonTokens json) throws IOException {
        boolean[] known = new boolean[2];
        json.object(name -> {
            switch (name) {
                case "format" -> {
                    require(json, RecordingFormat.NAME);
                    known[0] = true;
                }
                case "version" -> {
                    json.whole(1, RecordingFormat.VERSION);
                    known[1] = true;
                }
                case "clock" -> require(json, RecordingFormat.CLOCK);
                case "unit" -> require(json, RecordingFormat.UNIT);
                default -> json.skip();
            }
        });
        if (!known[0] || !known[1]) {
            throw json.missing(known[0] ? "version" : "format");
        }
    }

    private static void require(JsonTokens json, String word) throws IOException {
        if (!json.text().equals(word)) {
            throw json.wrong("'" + word + "'");
        }
    }

    /** The next event, or null at the end. */
    public @Nullable TraceEvent next() throws IOException {
        if (!json.next()) {
            return null;
        }
        Fields fields = new Fields();
        json.object(fields::read);
        return fields.event();
    }

    /** Where the time of the last event stands. */
    public Place place() {
        return Objects.requireNonNull(place, "no event was read yet");
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private final class Fields {

        private @Nullable String event;
        private @Nullable String function;
        private @Nullable String entry;
        private @Nullable String caller;
        private @Nullable Warmth warmth;
        private long call = -1;
        private long parent;
        private long waited = -1;
        private long took = -1;
        private long memory = -1;
        private long at = Long.MIN_VALUE;

        void read(String name) throws IOException {
            switch (name) {
                case "event" -> event = json.text();
                case "function" -> function = json.text();
                case "entry" -> entry = json.text();
                case "caller" -> caller = json.textOrNull();
                case "warmth" -> warmth = warmth();
                case "call" -> call = json.whole(1, Long.MAX_VALUE);
                case "parent" -> parent = json.whole(0, Long.MAX_VALUE);
                case "waited" -> waited = json.whole(0, MOST_NANOS);
                case "took" -> took = json.whole(0, MOST_NANOS);
                case "memory" -> memory = json.whole(0, Long.MAX_VALUE);
                case "at" -> at = at();
                default -> json.skip();
            }
        }

        private Warmth warmth() throws IOException {
            String word = json.text();
            for (Warmth each : Warmth.values()) {
                if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return each;
                }
            }
            throw json.wrong("warm, partial or cold");
        }

        private long at() throws IOException {
            long nanos = json.whole(-MOST_NANOS, MOST_NANOS);
            place = json.place();
            if (nanos < lastNanos) {
                throw json.wrong("a time that is not before the last event's, " + lastNanos);
            }
            lastNanos = nanos;
            return nanos;
        }

        TraceEvent event() throws TraceFormatException {
            if (at == Long.MIN_VALUE) {
                throw json.missing("at");
            }
            String of = required(function, "function");
            return switch (required(event, "event")) {
                case RecordingFormat.STARTED ->
                    new CallStarted(required(call, "call"), parent, of, required(entry, "entry"), caller, at);
                case RecordingFormat.ENDED ->
                    new CallEnded(
                            required(call, "call"), of, required(waited, "waited"), required(warmth, "warmth"), at);
                case RecordingFormat.READY ->
                    new InstanceReady(of, required(took, "took"), required(memory, "memory"), at);
                default ->
                    throw new TraceFormatException(
                            place(),
                            "an event that is started, ended or ready",
                            TraceFormatException.quoted(String.valueOf(event)));
            };
        }

        private <T> T required(@Nullable T value, String name) throws TraceFormatException {
            if (value == null) {
                throw json.missing(name);
            }
            return value;
        }

        private long required(long value, String name) throws TraceFormatException {
            if (value < 0) {
                throw json.missing(name);
            }
            return value;
        }
    }
}
