package io.sluice.predictor.trace.source;

import io.sluice.predictor.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads one format of trace files, plain or gzip, as a stream: no file is held as text. Implementations have no state. */
public interface TraceReader {

    /** The format's name, as the command line takes it. */
    String format();

    /**
     * Whether a file is probably of this format.
     *
     * @param name the file's name without a {@code .gz} at its end
     * @param firstLine its first line, or the beginning of it
     */
    boolean recognises(String name, String firstLine);

    /**
     * Makes one trace of one or more files.
     *
     * @throws TraceFormatException when a file is not what the format says
     * @throws IOException when a file cannot be read
     */
    Trace read(List<Path> files, ReadSettings settings) throws IOException;
}
