package io.sluice.cli.simulate;

import io.sluice.cli.console.Console;
import io.sluice.cli.console.Progress;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.readers.TraceReaders;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.TraceFormatException;
import io.sluice.predictor.trace.source.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Reads the trace that the options name, and shows how far it is. */
public final class TraceLoader {

    /** What a call takes while it is read and replayed, in bytes: measured, and then some. */
    private static final long BYTES_A_CALL = 400;

    private final Console console;
    private final TraceOptions options;
    private final FunctionProfile profile;
    private final long seed;

    public TraceLoader(Console console, TraceOptions options, FunctionProfile profile, long seed) {
        this.console = console;
        this.options = options;
        this.profile = profile;
        this.seed = seed;
    }

    /** The trace, or the part of it that is wanted. */
    public Trace load() {
        Optional<String> format = options.format();
        Optional<Share> sample = options.sample();
        try {
            TraceReader reader = format.flatMap(TraceReaders::of).orElse(null);
            if (reader == null) {
                reader = TraceReaders.guess(options.files().getFirst());
            }
            Trace trace = sample.isEmpty() ? read(reader, name -> true) : read(reader, chosen(reader, sample.get()));
            if (trace.requests().isEmpty()) {
                throw new CliFailure(ExitCode.USAGE, "there are no calls in " + trace.name() + " to replay");
            }
            return trace;
        } catch (TraceFormatException e) {
            throw new CliFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "--trace: there is no file " + e.getFile(), e);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "--trace: cannot read a file: " + e.getMessage(), e);
        }
    }

    private Trace read(TraceReader reader, Predicate<String> keeps) throws IOException {
        long most = Runtime.getRuntime().maxMemory() / BYTES_A_CALL;
        try (Progress progress = Progress.of(console, "reading", size())) {
            return reader.read(options.files(), new ReadSettings(profile, keeps, most, progress::advance));
        }
    }

    private long size() throws IOException {
        long size = 0;
        for (Path file : options.files()) {
            size += Files.size(file);
        }
        return size;
    }

    /** A random part of the functions, which are looked for first; calls that aren't wanted take no memory. */
    private Predicate<String> chosen(TraceReader reader, Share share) throws IOException {
        Set<String> found = new TreeSet<>();
        read(reader, name -> {
            found.add(name);
            return false;
        });
        List<String> names = new ArrayList<>(found);
        Collections.shuffle(names, new Random(seed));
        int part = (int) Math.round(share.part() * names.size());
        Set<String> chosen = new HashSet<>(options.rest() ? names.subList(part, names.size()) : names.subList(0, part));
        return chosen::contains;
    }
}
