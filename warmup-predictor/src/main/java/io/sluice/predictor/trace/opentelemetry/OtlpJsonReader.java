package io.sluice.predictor.trace.opentelemetry;

import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.json.JsonTokens;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.TraceFile;
import io.sluice.predictor.trace.source.TraceReader;
import io.sluice.predictor.trace.spans.SpanTraces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenTelemetry spans as OTLP/JSON: objects with {@code resourceSpans}, one in a file or one in each line, as the
 * collector's file exporter writes them. A resource's {@code service.name} is the function.
 */
public final class OtlpJsonReader implements TraceReader {

    @Override
    public String format() {
        return "otlp";
    }

    @Override
    public boolean recognises(String name, String firstLine) {
        return firstLine.startsWith("{")
                && (firstLine.contains("\"resourceSpans\"") || firstLine.strip().equals("{") && name.endsWith(".json"));
    }

    @Override
    public Trace read(List<Path> files, ReadSettings settings) throws IOException {
        SpanTraces traces = new SpanTraces(settings);
        for (Path file : files) {
            try (JsonTokens json = JsonTokens.open(file, settings)) {
                while (json.next()) {
                    new Export(json, traces).read();
                }
            }
        }
        if (traces.isEmpty()) {
            throw new TraceFile(files.getFirst()).empty("spans");
        }
        return traces.trace(TraceFile.title(files));
    }

    /** One object with {@code resourceSpans}. */
    private record Export(JsonTokens json, SpanTraces traces) {

        void read() throws IOException {
            json.object(name -> {
                if (name.equals("resourceSpans")) {
                    json.array(this::resource);
                } else {
                    json.skip();
                }
            });
        }

        private void resource() throws IOException {
            List<OtlpSpan> spans = new ArrayList<>();
            String[] service = new String[1];
            json.object(name -> {
                switch (name) {
                    case "resource" -> service[0] = service();
                    case "scopeSpans", "instrumentationLibrarySpans" -> json.array(() -> scope(spans));
                    default -> json.skip();
                }
            });
            if (!spans.isEmpty() && service[0] == null) {
                throw json.missing("service.name");
            }
            for (OtlpSpan span : spans) {
                traces.add(span.trace(), span.of(traces.shared(service[0]), traces.shared(span.operation())));
            }
        }

        private void scope(List<OtlpSpan> spans) throws IOException {
            json.object(name -> {
                if (name.equals("spans")) {
                    json.array(() -> spans.add(OtlpSpan.read(json)));
                } else {
                    json.skip();
                }
            });
        }

        private @Nullable String service() throws IOException {
            String[] service = new String[1];
            json.object(name -> {
                if (name.equals("attributes")) {
                    json.array(() -> attribute(service));
                } else {
                    json.skip();
                }
            });
            return service[0];
        }

        private void attribute(String[] service) throws IOException {
            String[] pair = new String[2];
            json.object(name -> {
                switch (name) {
                    case "key" -> pair[0] = json.text();
                    case "value" ->
                        json.object(kind -> {
                            if (kind.equals("stringValue")) {
                                pair[1] = json.text();
                            } else {
                                json.skip();
                            }
                        });
                    default -> json.skip();
                }
            });
            if ("service.name".equals(pair[0]) && pair[1] != null) {
                service[0] = pair[1];
            }
        }
    }
}
