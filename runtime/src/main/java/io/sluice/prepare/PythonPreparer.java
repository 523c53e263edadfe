package io.sluice.prepare;

import io.sluice.manifest.Manifest;
import io.sluice.registry.FolderTree;
import io.sluice.sandbox.ProgramFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks at a package in Python without running it, and installs its {@code requirements.txt} into {@code site}, with the
 * interpreter that its instances run on.
 */
public final class PythonPreparer implements PackagePreparer {

    private static final Duration CHECK_BOUND = Duration.ofMinutes(1);
    private static final Duration INSTALL_BOUND = Duration.ofMinutes(15);

    /** What pip may see of the runtime's environment: where to fetch from, and how. */
    private static final Pattern PASSED_ON = Pattern.compile(
            "PATH|LANG|TZ|HOME|PIP_.*|(?i:https?_proxy|no_proxy|all_proxy)|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CC|CXX|CFLAGS|LDFLAGS");

    private final Supplier<Path> interpreter;
    private final Path runner;
    private final Tools tools;

    /**
     * A preparer without state.
     *
     * @param interpreter found when it is needed
     * @param runner the folder with the runner's files
     */
    public PythonPreparer(Supplier<Path> interpreter, Path runner, Tools tools) {
        this.interpreter = interpreter;
        this.runner = runner;
        this.tools = tools;
    }

    @Override
    public void prepare(Path packageFolder, Manifest manifest, Path target) throws IOException {
        Path root = packageFolder.resolve("app");
        check(root, target, manifest);
        Path requirements = root.resolve("requirements.txt");
        if (Files.isRegularFile(requirements) && namesAny(Files.readString(requirements))) {
            install(root, manifest, target);
        }
    }

    static boolean namesAny(String requirements) {
        return requirements.lines().map(String::strip).anyMatch(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    private void check(Path root, Path target, Manifest manifest) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                interpreter.get().toString(),
                "-E",
                "-s",
                "-S",
                runner.resolve("check-package.py").toString(),
                root.toString(),
                target.toString()));
        command.addAll(Set.copyOf(manifest.entryPoints().values()));
        ToolResult run = run(command, root, List.of(runner), target, CHECK_BOUND);
        if (run.code() != 0) {
            throw new PreparationFailed("'" + manifest.name() + "': " + run.lastLines());
        }
    }

    private void install(Path root, Manifest manifest, Path target) throws IOException {
        // A requirement may be a folder of the package's, in which its build writes.
        Path copy = target.resolve("build");
        copy(root, copy);
        List<String> command = List.of(
                interpreter.get().toString(),
                "-I",
                "-m",
                "pip",
                "install",
                "--no-input",
                "--disable-pip-version-check",
                "--no-warn-script-location",
                "--progress-bar=off",
                "--target=" + target.resolve("site"),
                "--requirement=requirements.txt");
        ToolResult run = run(command, copy, List.of(root), target, INSTALL_BOUND);
        if (run.code() != 0) {
            throw new PreparationFailed("'" + manifest.name() + "': its requirements.txt could not be installed: pip "
                    + run.end() + "; the last it wrote:\n" + run.lastLines());
        }
        FolderTree.delete(copy);
    }

    private ToolResult run(List<String> command, Path folder, List<Path> reads, Path target, Duration bound)
            throws IOException {
        Path temporary = Files.createDirectory(target.resolve("tmp"));
        List<Path> visible = new ArrayList<>(reads);
        visible.addAll(ProgramFiles.of(interpreter.get()));
        try {
            return tools.run(
                    new Tool(command, folder, visible, List.of(target), temporary, Tools.passedOn(PASSED_ON), bound));
        } finally {
            FolderTree.delete(temporary);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }
}
