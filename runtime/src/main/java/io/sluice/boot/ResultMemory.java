package io.sluice.boot;

import org.jboss.logging.Logger;

/** How much of the heap kept results get: what the setting says, but at most half, so that calls have the rest. */
final class ResultMemory {

    private static final Logger LOG = Logger.getLogger(ResultMemory.class);

    private ResultMemory() {}

    static long of(long wantedBytes, long heapBytes) {
        long most = heapBytes / 2;
        if (wantedBytes <= most) {
            return wantedBytes;
        }
        LOG.warnf(
                "sluice.results.memory is more than half of the heap, half is used; raise -Xmx wanted=%d heap=%d",
                wantedBytes, heapBytes);
        return most;
    }
}
