package io.sluice.functions.ingest;

import java.time.Duration;

/**
 * What one call may take in.
 *
 * @param bytes of all answers together
 * @param rows tweets
 * @param time for a whole fetch, redirects and pages included
 */
record Limits(long bytes, int rows, Duration time) {

    Limits {
        if (bytes < 1 || rows < 1 || !time.isPositive()) {
            throw new IllegalArgumentException(
                    "ingest limits must be positive, were INGEST_MAX_BYTES=%d, INGEST_MAX_ROWS=%d, INGEST_TIMEOUT_SECONDS=%d"
                            .formatted(bytes, rows, time.toSeconds()));
        }
    }
}
