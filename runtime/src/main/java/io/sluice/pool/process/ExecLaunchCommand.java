package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PlainServer;
import io.sluice.pool.PoolFailure.StartFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts a program of the package, or of this host, that serves HTTP. Its working directory has the package's files, as
 * links: it can name them as it stands in the package, and what it writes there goes with the instance.
 */
final class ExecLaunchCommand implements LaunchCommand {

    @Override
    public List<String> of(InstanceSpec spec, Path scratch) {
        PlainServer server = spec.plain();
        if (server == null) {
            throw new StartFailed("function '" + spec.label() + "': its manifest names no command");
        }
        Path app = spec.packageFolder().resolve("app");
        link(app, scratch);
        List<String> command = new ArrayList<>(server.command());
        String program = command.getFirst();
        if (program.contains("/") && !program.startsWith("/")) {
            command.set(0, inPackage(spec, app, program).toString());
        }
        return command;
    }

    private static Path inPackage(InstanceSpec spec, Path app, String program) {
        Path file = app.resolve(program).normalize();
        if (!file.startsWith(app) || !Files.isRegularFile(file)) {
            throw new StartFailed("function '" + spec.label() + "': exec.command names '" + program
                    + "', which is not in its package");
        }
        if (!Files.isExecutable(file)) {
            throw new StartFailed("function '" + spec.label() + "': '" + program
                    + "' is not a program of this host: it begins neither with '#!' nor as an executable file does");
        }
        return file;
    }

    private static void link(Path app, Path scratch) {
        try (Stream<Path> files = Files.list(app)) {
            for (Path file : files.toList()) {
                Files.createSymbolicLink(scratch.resolve(file.getFileName()), file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the package's files could not be linked: " + e.getMessage(), e);
        }
    }
}
