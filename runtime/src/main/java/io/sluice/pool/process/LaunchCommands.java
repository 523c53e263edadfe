package io.sluice.pool.process;

import java.nio.file.Path;

/** The runtime kinds that a driver can be given. */
public final class LaunchCommands {

    private LaunchCommands() {}

    /** {@code java}: Quarkus applications, on that JDK. */
    public static LaunchCommand java(Path javaHome) {
        return new JavaLaunchCommand(javaHome);
    }

    /** {@code exec}: programs that serve HTTP. */
    public static LaunchCommand exec() {
        return new ExecLaunchCommand();
    }
}
