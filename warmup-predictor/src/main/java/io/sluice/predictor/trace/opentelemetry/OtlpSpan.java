package io.sluice.predictor.trace.opentelemetry;

import io.sluice.predictor.trace.json.JsonTokens;
import io.sluice.predictor.trace.source.Times;
import io.sluice.predictor.trace.source.TraceFormatException;
import io.sluice.predictor.trace.source.TraceFormatException.Place;
import io.sluice.predictor.trace.spans.Span;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A span as OTLP/JSON has it, before its service is known. */
record OtlpSpan(String trace, long id, long parent, String operation, long startNanos, long endNanos, Place place) {

    private static final long MOST_NANOS = Times.ofSeconds(Times.MOST_SECONDS);

    Span of(String service, String sharedOperation) {
        return new Span(id, parent, service, sharedOperation, startNanos, endNanos - startNanos, place);
    }

    /** Reads the span that is the current value. */
    static OtlpSpan read(JsonTokens json) throws IOException {
        Fields fields = new Fields();
        json.object(name -> fields.read(name, json));
        return fields.span(json);
    }

    private static final class Fields {

        private @Nullable String trace;
        private @Nullable String operation;
        private long id = Span.NO_PARENT;
        private long parent = Span.NO_PARENT;
        private long start = -1;
        private long end = -1;
        private @Nullable Place place;

        void read(String name, JsonTokens json) throws IOException {
            switch (name) {
                case "traceId" -> trace = json.text();
                case "spanId" -> id = id(json);
                case "parentSpanId" -> parent = id(json);
                case "name" -> operation = json.text();
                case "startTimeUnixNano" -> {
                    start = json.whole(0, MOST_NANOS);
                    place = json.place();
                }
                case "endTimeUnixNano" -> {
                    end = json.whole(0, MOST_NANOS);
                    requireOrder(json);
                }
                default -> json.skip();
            }
        }

        /** Eight bytes in hexadecimal digits; empty for none. */
        private static long id(JsonTokens json) throws IOException {
            String digits = json.text();
            if (digits.isEmpty()) {
                return Span.NO_PARENT;
            }
            if (!digits.matches("[0-9a-fA-F]{16}")) {
                throw json.wrong("16 hexadecimal digits");
            }
            return Long.parseUnsignedLong(digits, 16);
        }

        private void requireOrder(JsonTokens json) throws IOException {
            if (end >= 0 && end < start) {
                throw json.wrong("a time that is not before startTimeUnixNano, " + start);
            }
        }

        OtlpSpan span(JsonTokens json) throws TraceFormatException {
            if (trace == null || trace.isEmpty()) {
                throw json.missing("traceId");
            }
            if (id == Span.NO_PARENT) {
                throw json.missing("spanId");
            }
            if (start < 0 || place == null) {
                throw json.missing("startTimeUnixNano");
            }
            if (end < 0) {
                throw json.missing("endTimeUnixNano");
            }
            if (end < start) {
                throw new TraceFormatException(
                        place, "a time that is not after endTimeUnixNano, " + end, Long.toString(start));
            }
            return new OtlpSpan(trace, id, parent, operation == null ? "" : operation, start, end, place);
        }
    }
}
