package io.sluice.pool.process;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The places on disk that an instance has while it lives.
 *
 * @param name of the instance
 * @param socket where the runtime finds its socket; no instance can put anything there
 * @param made where the instance makes its socket, in a folder that it may write to
 * @param scratch its own folder
 */
record InstanceFiles(String name, Path socket, Path made, Path scratch) {

    /** Those of an instance or a fork server that is started, in folders of its own. */
    static InstanceFiles of(Path runFolder, Path scratchFolder, String name) {
        return new InstanceFiles(
                name,
                runFolder.resolve(name + ".sock"),
                runFolder.resolve(name).resolve("s"),
                scratchFolder.resolve(name));
    }

    /** Those of an instance that is forked by the server that these belong to: below its folders, which is all that it sees. */
    InstanceFiles ofFork(String fork) {
        return new InstanceFiles(
                fork, socket.resolveSibling(fork + ".sock"), made.resolveSibling(fork + ".s"), scratch.resolve(fork));
    }

    /** Where it may make sockets. */
    Path sockets() {
        return Objects.requireNonNull(made.getParent());
    }

    /** Whether the folder for its socket is its own, and not that of the server which forked it. */
    boolean isAlone() {
        return sockets().getFileName().toString().equals(name);
    }

    /** What each process of the instance has in its environment, and no other process. */
    String marker() {
        return "TMPDIR=" + scratch;
    }
}
