package io.sluice.functions.videotransform;

import io.sluice.functions.DataFile;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A file that says how far the work is, for callers that look at it in the meantime. Thread-safe; a file that can't be
 * written does not end the work.
 */
final class ProgressFile {

    private static final Logger LOG = Logger.getLogger(ProgressFile.class);
    private static final long PAUSE = Duration.ofMillis(250).toNanos();

    private final @Nullable DataFile file;
    private final LongSupplier nanos;
    private boolean writing;
    private long written;
    private String stage = "";
    private @Nullable String next;

    /**
     * @param file the file, or null where nobody looks
     * @param nanos a clock
     */
    ProgressFile(@Nullable DataFile file, LongSupplier nanos) {
        this.file = file;
        this.nanos = nanos;
        this.written = nanos.getAsLong() - PAUSE;
    }

    /** Notes that so many frames of a stage are done; written from time to time, a new stage in any case. */
    void note(String stage, int done, int of) {
        DataFile known = file;
        if (known != null) {
            offer(stage, done, of);
            write(known);
        }
    }

    private void write(DataFile known) {
        String json = taken();
        if (json != null) {
            put(known, json).subscribe().with(ok -> over(known), failure -> {
                LOG.debug("progress could not be written", failure);
                over(known);
            });
        }
    }

    private static Uni<Void> put(DataFile file, String json) {
        return file.put(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Has it written next if it is due. */
    private synchronized void offer(String current, int done, int of) {
        boolean isNew = !current.equals(stage);
        if (isNew || !writing && nanos.getAsLong() - written >= PAUSE) {
            stage = current;
            next = "{\"stage\":\"%s\",\"done\":%d,\"of\":%d}".formatted(current, done, of);
        }
    }

    /** What is to be written now; nothing while something is being written. */
    private synchronized @Nullable String taken() {
        String json = writing ? null : next;
        if (json != null) {
            next = null;
            writing = true;
        }
        return json;
    }

    private void over(DataFile known) {
        synchronized (this) {
            writing = false;
            written = nanos.getAsLong();
        }
        write(known);
    }
}
