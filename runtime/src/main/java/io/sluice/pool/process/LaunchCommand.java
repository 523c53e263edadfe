package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolFailure.StartFailed;
import java.nio.file.Path;
import java.util.List;

/** How a package of one runtime kind becomes a command line; one per kind, without state. */
@FunctionalInterface
public interface LaunchCommand {

    /** For Quarkus applications, on that JDK. */
    static LaunchCommand java(Path javaHome) {
        return new JavaLaunchCommand(javaHome);
    }

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
}
