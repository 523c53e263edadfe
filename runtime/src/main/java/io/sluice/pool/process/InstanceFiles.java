package io.sluice.pool.process;

import java.nio.file.Path;

/** The places on disk that an instance has while it lives. */
record InstanceFiles(String name, Path socket, Path scratch) {

    /** What each process of the instance has in its environment, and no other process. */
    String marker() {
        return "TMPDIR=" + scratch;
    }
}
