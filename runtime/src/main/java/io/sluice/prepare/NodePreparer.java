package io.sluice.prepare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.manifest.Manifest;
import io.sluice.registry.FolderTree;
import io.sluice.sandbox.ProgramFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the files of a package in JavaScript without running them, and installs what its {@code package.json} depends on:
 * into a copy of the package, since modules are looked for beside and above the file that wants them.
 */
public final class NodePreparer implements PackagePreparer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CHECK_BOUND = Duration.ofMinutes(1);
    private static final Duration INSTALL_BOUND = Duration.ofMinutes(15);
    private static final String APP = "app";
    private static final List<String> OPTIONS = List.of(
            "--omit=dev", "--no-audit", "--no-fund", "--no-progress", "--no-update-notifier", "--loglevel=error");

    /** What npm may see of the runtime's environment: where to fetch from, and how. */
    private static final Pattern PASSED_ON =
            Pattern.compile("PATH|LANG|TZ|HOME|(?i:npm_config_.*|https?_proxy|no_proxy)"
                    + "|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|CC|CXX|CFLAGS|LDFLAGS");

    private final @Nullable Path node;
    private final Path check;
    private final String missing;
    private final Tools tools;

    /**
     * A preparer without state.
     *
     * @param node the program, null where there is none
     * @param check the script that checks a folder of files
     * @param missing what is said where there is no program
     */
    public NodePreparer(@Nullable Path node, Path check, String missing, Tools tools) {
        this.node = node;
        this.check = check;
        this.missing = missing;
        this.tools = tools;
    }

    @Override
    public void prepare(Path packageFolder, Manifest manifest, Path target) throws IOException {
        if (node == null) {
            throw failed(manifest, missing);
        }
        Path app = packageFolder.resolve(APP);
        check(node, app, manifest, target);
        if (needsInstall(app, manifest)) {
            Path copy = target.resolve(APP);
            copy(app, copy);
            install(node, copy, manifest, target);
        }
    }

    private void check(Path program, Path app, Manifest manifest, Path target) throws IOException {
        List<String> command = List.of(program.toString(), check.toString(), app.toString());
        ToolResult run = run(program, command, app, target, CHECK_BOUND);
        if (run.code() != 0) {
            throw failed(manifest, run.lastLines().isEmpty() ? "the check of its files " + run.end() : run.lastLines());
        }
    }

    /** Whether there are dependencies that the package does not bring itself. */
    private static boolean needsInstall(Path app, Manifest manifest) throws IOException {
        Path file = app.resolve("package.json");
        if (!Files.isRegularFile(file) || Files.isDirectory(app.resolve("node_modules"))) {
            return false;
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            return Stream.of("dependencies", "optionalDependencies")
                    .anyMatch(field -> !root.path(field).isEmpty());
        } catch (JsonProcessingException e) {
            throw failed(
                    manifest,
                    "package.json:" + e.getLocation().getLineNr() + ": is not JSON: " + e.getOriginalMessage());
        }
    }

    private void install(Path program, Path app, Manifest manifest, Path target) throws IOException {
        boolean locked = Stream.of("package-lock.json", "npm-shrinkwrap.json")
                .anyMatch(name -> Files.isRegularFile(app.resolve(name)));
        String verb = locked ? "ci" : "install";
        Path beside = program.resolveSibling("npm");
        String npm = Files.isExecutable(beside) ? beside.toString() : "npm";
        List<String> command =
                Stream.concat(Stream.of(npm, verb), OPTIONS.stream()).toList();
        ToolResult run = run(program, command, app, target, INSTALL_BOUND);
        if (run.code() != 0) {
            throw failed(
                    manifest,
                    "what its package.json depends on could not be installed: npm " + verb + " " + run.end()
                            + "; the last it wrote:\n" + run.lastLines());
        }
    }

    private ToolResult run(Path program, List<String> command, Path folder, Path target, Duration bound)
            throws IOException {
        Path temporary = Files.createDirectory(target.resolve("tmp"));
        List<Path> reads = new ArrayList<>(ProgramFiles.of(program));
        reads.add(check.toAbsolutePath().getParent());
        try {
            return tools.run(
                    new Tool(command, folder, reads, List.of(target), temporary, Tools.passedOn(PASSED_ON), bound));
        } finally {
            FolderTree.delete(temporary);
        }
    }

    private static PreparationFailed failed(Manifest manifest, String why) {
        return new PreparationFailed("'" + manifest.name() + "': " + why);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path each : (Iterable<Path>) tree::iterator) {
                Files.copy(each, to.resolve(from.relativize(each).toString()), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
