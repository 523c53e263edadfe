package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import io.sluice.sandbox.ProgramFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The bundled runner for functions in Python. They see their package, what was installed for it and Python's own library,
 * but nothing that else is installed beside the interpreter.
 *
 * @param interpreter found when it is first needed; may block, and fail in its own words
 * @param folder where the runner's files are
 */
public record PythonRunner(Supplier<Path> interpreter, Path folder) implements LaunchCommand {

    static final String RESOURCES = "io/sluice/runners/python";

    /** Every file of the runner, relative to {@link #RESOURCES}. */
    static final List<String> FILES = List.of(
            "start-instance.py",
            "start-forks.py",
            "check-package.py",
            "sluice/__init__.py",
            "sluice_runner/__init__.py",
            "sluice_runner/algorithmia.py",
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
            "sluice_runner/items.py",
            "sluice_runner/kits.py",
            "sluice_runner/models.py",
            "sluice_runner/nested.py",
            "sluice_runner/output.py",
            "sluice_runner/payloads.py",
            "sluice_runner/sending.py",
            "sluice_runner/serving.py",
            "sluice_runner/spooled.py",
            "sluice_runner/workers.py",
            "stand_in/Algorithmia/__init__.py",
            "stand_in/Algorithmia/data.py",
            "stand_in/Algorithmia/errors.py",
            "stand_in/adk/__init__.py");

    /** Lays the runner's files; blocks. */
    public static PythonRunner lay(Path folder, Supplier<Path> interpreter) {
        return new PythonRunner(interpreter, RunnerFiles.lay(RESOURCES, FILES, folder));
    }

    @Override
    public List<String> of(InstanceSpec spec, Path scratch) {
        return command("start-instance.py", spec);
    }

    @Override
    public List<Path> reads(InstanceSpec spec) {
        List<Path> reads = new ArrayList<>(ProgramFiles.of(interpreter.get()));
        reads.add(folder);
        return reads;
    }

    @Override
    public Optional<List<String>> forkServer(InstanceSpec spec, Path socket, String placeholderPath) {
        List<String> command = command("start-forks.py", spec);
        command.add(socket.toString());
        command.add(placeholderPath);
        return Optional.of(command);
    }

    private List<String> command(String script, InstanceSpec spec) {
        List<String> command = new ArrayList<>();
        command.add(interpreter.get().toString());
        command.addAll(List.of("-s", "-S"));
        command.add(folder.resolve(script).toString());
        command.add(spec.packageFolder().resolve("app").toString());
        command.add(spec.preparedFolder().resolve("site").toString());
        command.add(spec.entryPoint());
        return command;
    }
}
