package io.sluice.pool.process;

import io.sluice.contract.api.LogLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes what one instance writes: cuts it into lines, gives them a time, keeps the last few and two bounded files of
 * them. It reads on whatever happens to the file, so that a full disk never stalls the function. One thread writes.
 */
final class InstanceLog {

    private static final Logger LOG = Logger.getLogger(InstanceLog.class);
    private static final int KEPT_LINES = 20;
    private static final int CHUNK = 16 * 1024;

    private final Path file;
    private final InstanceLogs.Source source;
    private final ProcessDriverSettings settings;
    private final Consumer<LogLine> listener;
    private final Deque<String> last = new ArrayDeque<>();
    private final byte[] line;
    private int lineLength;
    private boolean cut;
    private @Nullable OutputStream out;
    private long written;

    InstanceLog(Path file, InstanceLogs.Source source, ProcessDriverSettings settings, Consumer<LogLine> listener) {
        this.file = file;
        this.source = source;
        this.settings = settings;
        this.listener = listener;
        this.line = new byte[settings.logLineBytes()];
    }

    /** Reads until the end; for a thread of its own. */
    void drain(InputStream output) {
        byte[] chunk = new byte[CHUNK];
        try (output) {
            for (int count = output.read(chunk); count >= 0; count = output.read(chunk)) {
                take(chunk, count);
                flush();
            }
        } catch (IOException e) {
            LOG.debugf("Output ended; instance=%s reason=%s", source.instance(), e.getMessage());
        }
        if (lineLength > 0) {
            endLine();
        }
        close();
    }

    /** The last lines that it wrote, oldest first. */
    List<String> lastLines() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    private void take(byte[] chunk, int count) {
        for (int i = 0; i < count; i++) {
            if (chunk[i] == '\n') {
                endLine();
            } else if (lineLength < line.length) {
                line[lineLength++] = chunk[i];
            } else {
                cut = true;
            }
        }
    }

    private void endLine() {
        int length = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
        String text = new String(line, 0, length, StandardCharsets.UTF_8) + (cut ? " [cut]" : "");
        lineLength = 0;
        cut = false;
        Instant at = source.clock().instant().truncatedTo(ChronoUnit.MICROS);
        remember(text);
        write((at + " " + text + "\n").getBytes(StandardCharsets.UTF_8));
        listener.accept(new LogLine(at.toString(), source.version(), source.instance(), text));
    }

    private void remember(String text) {
        synchronized (last) {
            if (last.size() == KEPT_LINES) {
                last.removeFirst();
            }
            last.addLast(text);
        }
    }

    private void write(byte[] bytes) {
        try {
            if (out == null || written + bytes.length > settings.logFileBytes()) {
                rotate();
            }
            if (out != null) {
                out.write(bytes);
                written += bytes.length;
            }
        } catch (IOException e) {
            LOG.debugf(e, "A line was lost; instance=%s", source.instance());
        }
    }

    private void rotate() throws IOException {
        boolean again = out != null;
        close();
        if (again) {
            Files.move(file, InstanceLogs.older(file), StandardCopyOption.REPLACE_EXISTING);
        }
        out = new BufferedOutputStream(
                Files.newOutputStream(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE),
                CHUNK);
        written = 0;
    }

    private void flush() {
        try {
            if (out != null) {
                out.flush();
            }
        } catch (IOException e) {
            LOG.debugf(e, "Lines were lost; instance=%s", source.instance());
        }
    }

    private void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            LOG.debugf(e, "Lines were lost; instance=%s", source.instance());
        }
        out = null;
    }
}
