package io.sluice.predictor.trace.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a recording: a first line that says what it is, and a line for each event, which come in the order of time. It
 * blocks as its stream does, and is for one thread at a time. Give it a {@link java.util.zip.GZIPOutputStream} to pack.
 */
public final class RecordingWriter implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;
    private long lastNanos = Long.MIN_VALUE;

    /**
     * Begins a recording.
     *
     * @param zero what the wall clock showed when the monotonic clock of the events was at 0, or null when nobody knows
     */
    public RecordingWriter(OutputStream out, @Nullable Instant zero) throws IOException {
        json = JSON.createGenerator(out);
        json.setRootValueSeparator(null);
        json.writeStartObject();
        json.writeStringField("format", RecordingFormat.NAME);
        json.writeNumberField("version", RecordingFormat.VERSION);
        json.writeStringField("clock", RecordingFormat.CLOCK);
        json.writeStringField("unit", RecordingFormat.UNIT);
        if (zero != null) {
            json.writeStringField("zero", zero.toString());
        }
        endLine();
    }

    /**
     * Writes one event; what a call is about to make is left out, since a recording tells what it did make.
     *
     * @throws IllegalArgumentException when it is of a time before that of the last one
     */
    public void write(TraceEvent event) throws IOException {
        if (event instanceof CallsExpected) {
            return;
        }
        if (event.atNanos() < lastNanos) {
            throw new IllegalArgumentException("event of '" + event.function() + "': time goes forward, but "
                    + event.atNanos() + " ns came after " + lastNanos + " ns");
        }
        lastNanos = event.atNanos();
        json.writeStartObject();
        switch (event) {
            case CallStarted started -> started(started);
            case CallEnded ended -> ended(ended);
            case CallsExpected _ -> {}
            case InstanceReady ready -> ready(ready);
        }
        json.writeNumberField("at", event.atNanos());
        endLine();
    }

    private void started(CallStarted started) throws IOException {
        json.writeStringField("event", RecordingFormat.STARTED);
        json.writeNumberField("call", started.call());
        if (started.parent() != 0) {
            json.writeNumberField("parent", started.parent());
        }
        json.writeStringField("function", started.function());
        json.writeStringField("entry", started.entry());
        if (started.caller() != null) {
            json.writeStringField("caller", started.caller());
        }
    }

    private void ended(CallEnded ended) throws IOException {
        json.writeStringField("event", RecordingFormat.ENDED);
        json.writeNumberField("call", ended.call());
        json.writeStringField("function", ended.function());
        json.writeNumberField("waited", ended.waitedNanos());
        json.writeStringField("warmth", ended.warmth().name().toLowerCase(Locale.ROOT));
    }

    private void ready(InstanceReady ready) throws IOException {
        json.writeStringField("event", RecordingFormat.READY);
        json.writeStringField("function", ready.function());
        json.writeNumberField("took", ready.tookNanos());
        json.writeNumberField("memory", ready.memoryBytes());
    }

    private void endLine() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Writes what is buffered, and closes the stream. */
    @Override
    public void close() throws IOException {
        json.close();
    }
}
