package io.sluice.sandbox;

import java.nio.file.Path;
import java.util.List;

/**
 * What one process and all that it starts may see beside the system's programs and libraries; paths are absolute, and the
 * same inside as outside.
 *
 * @param folder its working directory, one of those that it sees
 * @param reads files and folders that it may read; those that are not there are left out
 * @param writes folders that it may also write to: none that other confined processes may change, since links are
 *     followed when they are mounted
 * @param network what it reaches
 */
public record Confinement(Path folder, List<Path> reads, List<Path> writes, NetworkReach network) {

    public Confinement {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }
}
