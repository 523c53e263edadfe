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

    /**
     * @param file the file, or null where nobody looks
     * @param nanos a clock
     */
    ProgressFile(@Nullable DataFile file, LongSupplier nanos) {
        this.file = file;
        this.nanos = nanos;
        this.written = nanos.getAsLong() - PAUSE;
    }

    /** Notes that so many frames of a stage are done; written from time to time. */
    void note(String stage, int done, int of) {
        DataFile known = file;
        if (known == null || !turn()) {
            return;
        }
        String json = "{\"stage\":\"%s\",\"done\":%d,\"of\":%d}".formatted(stage, done, of);
        put(known, json).subscribe().with(ok -> over(), failure -> {
            LOG.debug("progress could not be written", failure);
            over();
        });
    }

    private static Uni<Void> put(DataFile file, String json) {
        return file.put(json.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized boolean turn() {
        boolean due = !writing && nanos.getAsLong() - written >= PAUSE;
        writing |= due;
        return due;
    }

    private synchronized void over() {
        writing = false;
        written = nanos.getAsLong();
    }
}
