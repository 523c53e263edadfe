package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PlainServer;
import io.sluice.pool.PoolFailure.StartFailed;
import io.sluice.sandbox.ProgramFiles;
import java.io.File;
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

    /** A program that is found on the runtime's own path; one that a manifest names by its place shows nothing of the host. */
    @Override
    public List<Path> reads(InstanceSpec spec) {
        PlainServer server = spec.plain();
        if (server == null || server.command().getFirst().contains("/")) {
            return List.of();
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, server.command().getFirst()))
                .filter(Files::isExecutable)
                .findFirst()
                .map(ProgramFiles::of)
                .orElse(List.of());
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
