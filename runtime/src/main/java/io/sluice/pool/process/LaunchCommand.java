package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolFailure.StartFailed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a package of one runtime kind becomes a command line; one per kind, without state. */
@FunctionalInterface
public interface LaunchCommand {

    /** For programs that serve HTTP. */
    static LaunchCommand exec() {
        return new ExecLaunchCommand();
    }

    /**
     * The program and its arguments, paths absolute. Fails with {@link StartFailed} when the package lacks what the
     * kind needs; may block.
     *
     * @param scratch the instance's own folder, its working directory
     */
    List<String> of(InstanceSpec spec, Path scratch);

    /** What of this host a process of the kind reads, beside the system's own files and its package; may block. */
    default List<Path> reads(InstanceSpec spec) {
        return List.of();
    }

    /** What it may write to beside its scratch folder. */
    default List<Path> writes(InstanceSpec spec) {
        return List.of();
    }

    /**
     * The program, and its arguments, that forks instances of this version, where the kind has one; may block.
     *
     * @param socket where it takes requests to fork
     * @param placeholderPath the path of the {@code SLUICE_API} that it sees, where an instance has its capability
     */
    default Optional<List<String>> forkServer(InstanceSpec spec, Path socket, String placeholderPath) {
        return Optional.empty();
    }
}
