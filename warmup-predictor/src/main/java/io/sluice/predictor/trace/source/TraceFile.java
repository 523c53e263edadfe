package io.sluice.predictor.trace.source;

import io.sluice.predictor.trace.source.TraceFormatException.Place;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A trace file: its name in messages, and its bytes, unpacked where they are gzip whatever the name says. */
public final class TraceFile {

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_FIRST_LINE = 1 << 16;

    private final Path path;

    public TraceFile(Path path) {
        this.path = path;
    }

    /** The name that messages have. */
    public String name() {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** The name without a {@code .gz} at its end. */
    public String plainName() {
        return name().endsWith(".gz") ? name().substring(0, name().length() - 3) : name();
    }

    /** What reports call a trace of these files. */
    public static String title(List<Path> files) {
        String first = new TraceFile(files.getFirst()).plainName();
        return files.size() == 1 ? first : first + " and " + (files.size() - 1) + " more";
    }

    /** The unpacked bytes. */
    public InputStream open(LongConsumer bytesRead) throws IOException {
        InputStream raw = new BufferedInputStream(new Counting(Files.newInputStream(path), bytesRead), BUFFER);
        try {
            return isGzip(raw) ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw;
        } catch (EOFException | ZipException e) {
            raw.close();
            throw broken(1, e);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean isGzip(InputStream raw) throws IOException {
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzip;
    }

    /** The first line that isn't blank, or the beginning of it when it is long; empty for an empty file. */
    public String firstLine() throws IOException {
        try (InputStream in = open(bytes -> {})) {
            byte[] head = in.readNBytes(LONGEST_FIRST_LINE);
            String text = new String(head, StandardCharsets.UTF_8);
            String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return bare.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        } catch (EOFException | ZipException e) {
            throw broken(1, e);
        }
    }

    /** What to throw for a failure to read on at a line: a broken gzip is the file's fault, anything else the machine's. */
    public IOException failure(long line, IOException cause) {
        return cause instanceof EOFException || cause instanceof ZipException ? broken(line, cause) : cause;
    }

    /** What to throw when there is nothing to read. */
    public TraceFormatException empty(String expected) {
        return new TraceFormatException(new Place(name(), 1, 0, null), expected, "the end of the file");
    }

    private TraceFormatException broken(long line, IOException cause) {
        boolean cut = cause instanceof EOFException;
        return new TraceFormatException(
                new Place(name(), line, 0, null),
                "a whole gzip file",
                cut ? "one that is cut off" : "a damaged one: " + cause.getMessage(),
                cause);
    }

    private static final class Counting extends FilterInputStream {

        private final LongConsumer bytesRead;

        Counting(InputStream in, LongConsumer bytesRead) {
            super(in);
            this.bytesRead = bytesRead;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytesRead.accept(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            bytesRead.accept(Math.max(0, read));
            return read;
        }
    }
}
