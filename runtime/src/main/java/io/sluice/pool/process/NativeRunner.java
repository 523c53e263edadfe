package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A function that was compiled to an executable: {@code app/NAME-runner} in its package. Blocks. */
final class NativeRunner {

    private static final long MIB = 1024 * 1024;

    private NativeRunner() {}

    /** The runner of a package, where it has one and no jar. */
    static Optional<Path> in(Path packageFolder) {
        Path app = packageFolder.resolve("app");
        if (!Files.isDirectory(app) || Files.exists(app.resolve("quarkus-run.jar"))) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> runners = Files.newDirectoryStream(app, "*-runner")) {
            for (Path runner : runners) {
                return Optional.of(runner);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A native function takes little beside its heap; the options of its author that are a JVM's only are left out. */
    static List<String> command(Path runner, InstanceSpec spec, Path scratch) {
        long limit = spec.memoryBytes() / MIB;
        List<String> command =
                new ArrayList<>(List.of(runner.toString(), "-Xmx" + Math.max(limit * 3 / 4, limit - 128) + "m"));
        spec.options().stream()
                .filter(option -> option.startsWith("-D") || option.startsWith("-Xm"))
                .forEach(command::add);
        command.addAll(JavaFlags.own(scratch));
        return command;
    }
}
