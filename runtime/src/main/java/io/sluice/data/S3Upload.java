package io.sluice.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Sends a file to a bucket in parts, one at a time, of which one is held in memory; a file of one part is sent as it is. A
 * file that needs more than {@link #SMALL} bytes of memory waits for its turn.
 */
final class S3Upload implements Upload {

    /** The least that servers take as a part. */
    static final int PART = 5 << 20;

    private static final Logger LOG = Logger.getLogger(S3Upload.class);
    private static final int SMALL = 64 << 10;
    private static final int MOST_PARTS = 10_000;
    private static final int PATIENCE_SECONDS = 30;

    private final S3Bucket bucket;
    private final String key;
    private final Semaphore turns;
    private final Commit commit;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] buffer = new byte[SMALL];
    private int filled;
    private @Nullable String upload;
    private boolean large;

    /** What is seen to once the file is there under its key. */
    interface Commit {
        StoredFile done() throws IOException;
    }

    /** @param turns how many files may hold a part in memory */
    S3Upload(S3Bucket bucket, String key, Semaphore turns, Commit commit) {
        this.bucket = bucket;
        this.key = key;
        this.turns = turns;
        this.commit = commit;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            makeRoom();
            int length = Math.min(bytes.remaining(), buffer.length - filled);
            bytes.get(buffer, filled, length);
            filled += length;
        }
    }

    private void makeRoom() throws IOException {
        if (filled < buffer.length) {
            return;
        }
        if (large) {
            sendPart();
        } else {
            awaitTurn();
            large = true;
            buffer = Arrays.copyOf(buffer, PART);
        }
    }

    private void awaitTurn() throws IOException {
        try {
            if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new StoreUnavailable(
                        "too many large files are on their way to the bucket; try again in a moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the upload was interrupted", e);
        }
    }

    private void sendPart() throws IOException {
        if (parts.size() == MOST_PARTS) {
            throw new DataFailure.Invalid("a file in a bucket has at most " + ((long) MOST_PARTS * PART >> 30)
                    + " GiB; keep what is larger in several files");
        }
        if (upload == null) {
            upload = bucket.begin(key);
        }
        parts.add(bucket.part(key, upload, parts.size() + 1, buffer, filled));
        filled = 0;
    }

    @Override
    public StoredFile commit() throws IOException {
        if (upload == null) {
            String ignored = bucket.put(key, buffer, filled);
        } else {
            sendPart();
            String ignored = bucket.complete(key, upload, parts);
            upload = null;
        }
        return commit.done();
    }

    @Override
    public void close() {
        if (upload != null) {
            abort(upload);
            upload = null;
        }
        if (large) {
            turns.release();
            large = false;
        }
    }

    private void abort(String unfinished) {
        try {
            bucket.abort(key, unfinished);
        } catch (IOException e) {
            LOG.warnf(e, "part of an upload was left in the bucket, for a day key=%s", key);
        }
    }
}
