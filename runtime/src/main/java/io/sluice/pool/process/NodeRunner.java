package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolFailure.StartFailed;
import io.sluice.sandbox.ProgramFiles;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bundled runner for functions in JavaScript, on the Node of this host.
 *
 * @param program the program, which was not found where null
 * @param folder where its files are
 */
public record NodeRunner(@Nullable Path program, Path folder) implements LaunchCommand {

    /** What to do where there is no Node. */
    public static final String MISSING =
            "there is no 'node' on this host's PATH; install Node 18 or newer, or name its "
                    + "program in sluice.function-node";

    private static final String RESOURCES = "io/sluice/runners/node";
    private static final List<String> FILES = List.of(
            "algorithmia.js",
            "author.js",
            "check.js",
            "connection.js",
            "events.js",
            "exchange.js",
            "failures.js",
            "frames.js",
            "gathering.js",
            "items.js",
            "main.js",
            "nested-http.js",
            "output.js",
            "outbox.js",
            "session.js",
            "spooled.js",
            "values.js");
    private static final long MIB = 1024 * 1024;

    /** What Node needs beside its heap. */
    private static final long BESIDE_HEAP_MIB = 48;

    /**
     * Lays the runner's files; blocks.
     *
     * @param program the program to use, else {@code node} on the path
     * @param path the environment's {@code PATH}
     */
    public static NodeRunner lay(Path folder, Optional<Path> program, @Nullable String path) {
        return new NodeRunner(program.or(() -> onPath(path)).orElse(null), RunnerFiles.lay(RESOURCES, FILES, folder));
    }

    private static Optional<Path> onPath(@Nullable String path) {
        return Stream.of((path == null ? "" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "node").toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Checks the files of a folder for mistakes that Node finds without running them. */
    public Path check() {
        return folder.resolve("check.js");
    }

    @Override
    public List<String> of(InstanceSpec spec, Path scratch) {
        if (program == null) {
            throw new StartFailed("function '" + spec.label() + "': " + MISSING);
        }
        Path prepared = spec.preparedFolder().resolve("app");
        Path app = Files.isDirectory(prepared) ? prepared : spec.packageFolder().resolve("app");
        long limit = spec.memoryBytes() / MIB;
        return List.of(
                program.toString(),
                "--max-old-space-size=" + Math.max(limit / 4, limit - BESIDE_HEAP_MIB),
                folder.resolve("main.js").toString(),
                app.toString(),
                spec.entryPoint());
    }

    @Override
    public List<Path> reads(InstanceSpec spec) {
        List<Path> reads = new ArrayList<>(program == null ? List.of() : ProgramFiles.of(program));
        reads.add(folder);
        return reads;
    }
}
