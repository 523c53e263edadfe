package io.sluice.cli.simulate;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.predictor.trace.readers.TraceReaders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which trace, as the command line says it. */
public final class TraceOptions {

    @Option(
            names = "--trace",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "The trace: one or more files, plain or gzip.")
    private List<Path> files = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "The files' format: recording, azure-minutes, azure-minutes-spread, azure-instances, azure-2019,"
                            + " azure-2021, spans, alibaba or otlp (default: what the first file looks like).")
    private @Nullable String format;

    @Option(
            names = "--sample-apps",
            converter = Share.Converter.class,
            paramLabel = "PERCENT",
            description = "Replay a random part of the functions that are called from outside, with all their calls"
                    + " (--seed says which).")
    private @Nullable Share sample;

    @Option(names = "--sample-rest", description = "Replay those that --sample-apps leaves out.")
    private boolean rest;

    List<Path> files() {
        return files;
    }

    /** The format's name, if it isn't to be guessed. */
    Optional<String> format() {
        if (format != null && !TraceReaders.formats().contains(format)) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "--format: there is none named '" + format + "'\n  There are "
                            + String.join(", ", TraceReaders.formats()) + ".");
        }
        return Optional.ofNullable(format);
    }

    /** Which part of the functions is replayed, if not all are. */
    Optional<Share> sample() {
        if (rest && sample == null) {
            throw new CliFailure(ExitCode.USAGE, "--sample-rest needs --sample-apps, whose rest it is");
        }
        return Optional.ofNullable(sample);
    }

    boolean rest() {
        return rest;
    }
}
