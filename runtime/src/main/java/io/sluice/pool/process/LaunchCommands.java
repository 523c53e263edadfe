package io.sluice.pool.process;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The runtime kinds that a driver can be given, and the files of their runners. */
public final class LaunchCommands {

    private static final List<String> PYTHON_FILES = List.of(
            "start-instance.py",
            "start-forks.py",
            "check-package.py",
            "sluice/__init__.py",
            "sluice_runner/__init__.py",
            "sluice_runner/calls.py",
            "sluice_runner/check.py",
            "sluice_runner/connection.py",
            "sluice_runner/current.py",
            "sluice_runner/events.py",
            "sluice_runner/failures.py",
            "sluice_runner/forks.py",
            "sluice_runner/frames.py",
            "sluice_runner/function.py",
            "sluice_runner/hooks.py",
            "sluice_runner/instance.py",
            "sluice_runner/nested.py",
            "sluice_runner/output.py",
            "sluice_runner/payloads.py",
            "sluice_runner/sending.py",
            "sluice_runner/serving.py",
            "sluice_runner/workers.py");

    private LaunchCommands() {}

    /** {@code java}: Quarkus applications, on that JDK. */
    public static LaunchCommand java(Path javaHome) {
        return new JavaLaunchCommand(javaHome);
    }

    /** {@code python}: on an interpreter that is found when it is needed, by the runner whose files are in the folder. */
    public static LaunchCommand python(Supplier<Path> interpreter, Path runner) {
        return new PythonLaunchCommand(interpreter, runner);
    }

    /** Lays the files of the runner for Python in a folder of its own, and returns that. Blocks. */
    public static Path layPythonRunner(Path folder) {
        return RunnerFiles.lay("io/sluice/runners/python", PYTHON_FILES, folder);
    }
}
