package io.sluice.predictor.trace.readers;

import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.alibaba.CallGraphReader;
import io.sluice.predictor.trace.azure.Azure2019Reader;
import io.sluice.predictor.trace.azure.Azure2021Reader;
import io.sluice.predictor.trace.azure.AzureMinutesReader;
import io.sluice.predictor.trace.opentelemetry.OtlpJsonReader;
import io.sluice.predictor.trace.recording.RecordingReader;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.TraceFile;
import io.sluice.predictor.trace.source.TraceFormatException;
import io.sluice.predictor.trace.source.TraceFormatException.Place;
import io.sluice.predictor.trace.source.TraceReader;
import io.sluice.predictor.trace.spans.SpanCsvReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All readers of trace files. A new format is a class and a line here. */
public final class TraceReaders {

    private static final List<TraceReader> READERS = List.of(
            new RecordingReader(),
            AzureMinutesReader.ofUse(),
            AzureMinutesReader.ofSpreadUse(),
            AzureMinutesReader.ofInstances(),
            new Azure2019Reader(),
            new Azure2021Reader(),
            new SpanCsvReader(),
            new CallGraphReader(),
            new OtlpJsonReader());

    private TraceReaders() {}

    /** The names of all formats. */
    public static List<String> formats() {
        return READERS.stream().map(TraceReader::format).toList();
    }

    /** The reader of a format. */
    public static Optional<TraceReader> of(String format) {
        return READERS.stream().filter(reader -> reader.format().equals(format)).findFirst();
    }

    /**
     * The reader that a file is for, by its name and its first line.
     *
     * @throws TraceFormatException when no reader knows it
     * @throws IOException when it cannot be read
     */
    public static TraceReader guess(Path path) throws IOException {
        TraceFile file = new TraceFile(path);
        String firstLine = file.firstLine();
        if (firstLine.isEmpty()) {
            throw file.empty("a trace");
        }
        return READERS.stream()
                .filter(reader -> reader.recognises(file.plainName(), firstLine))
                .findFirst()
                .orElseThrow(() -> new TraceFormatException(
                        new Place(file.name(), 1, 0, null),
                        "the first line of a format that is known (" + String.join(", ", formats()) + ")",
                        TraceFormatException.quoted(firstLine)));
    }

    /** Reads files whose format their first one shows. */
    public static Trace read(List<Path> files, ReadSettings settings) throws IOException {
        return guess(files.getFirst()).read(files, settings);
    }
}
