package io.sluice.pool;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pool as it was a moment ago.
 *
 * @param label {@code owner/name@version}
 * @param queued how many calls wait
 * @param lastStartFailure why its last start failed, or null when the last one succeeded
 */
public record PoolSnapshot(
        String label,
        String function,
        String version,
        List<InstanceSnapshot> instances,
        int queued,
        @Nullable String lastStartFailure) {

    public PoolSnapshot {
        instances = List.copyOf(instances);
    }

    /**
     * One instance as it was a moment ago.
     *
     * @param state {@code starting}, {@code warm}, {@code draining} or {@code stopping}
     * @param pid its process id, or 0 where it has none here
     * @param residentBytes its resident memory, or 0 where that is not known
     * @param age since its start was begun
     * @param idle since its last call ended; zero while it has calls
     */
    public record InstanceSnapshot(
            InstanceId id, String state, int inFlight, long pid, long residentBytes, Duration age, Duration idle) {}
}
