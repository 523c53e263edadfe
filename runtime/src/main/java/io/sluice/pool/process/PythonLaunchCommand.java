package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Starts functions in Python by the bundled runner. They see their package, what was installed for it and Python's own
 * library, but nothing that else is installed beside the interpreter.
 */
final class PythonLaunchCommand implements LaunchCommand {

    private final Supplier<Path> interpreter;
    private final Path runner;

    PythonLaunchCommand(Supplier<Path> interpreter, Path runner) {
        this.interpreter = interpreter;
        this.runner = runner;
    }

    @Override
    public List<String> of(InstanceSpec spec, Path scratch) {
        return command("start-instance.py", spec);
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
        command.add(runner.resolve(script).toString());
        command.add(spec.packageFolder().resolve("app").toString());
        command.add(spec.preparedFolder().resolve("site").toString());
        command.add(spec.entryPoint());
        return command;
    }
}
