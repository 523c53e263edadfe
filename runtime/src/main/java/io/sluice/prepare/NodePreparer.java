package io.sluice.prepare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * A preparer without state.
     *
     * @param node the program, null where there is none
     * @param check the script that checks a folder of files
     * @param missing what is said where there is no program
     */
    public NodePreparer(@Nullable Path node, Path check, String missing) {
        this.node = node;
        this.check = check;
        this.missing = missing;
    }

    @Override
    public void prepare(Path packageFolder, Manifest manifest, Path target) throws IOException {
        if (node == null) {
            throw failed(manifest, missing);
        }
        Path app = packageFolder.resolve(APP);
        check(node, app, manifest);
        if (needsInstall(app, manifest)) {
            Path copy = target.resolve(APP);
            copy(app, copy);
            install(node, copy, manifest);
        }
    }

    private void check(Path program, Path app, Manifest manifest) throws IOException {
        List<String> command = List.of(program.toString(), check.toString(), app.toString());
        ToolResult run = run(command, app, CHECK_BOUND);
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

    private static void install(Path program, Path app, Manifest manifest) throws IOException {
        boolean locked = Stream.of("package-lock.json", "npm-shrinkwrap.json")
                .anyMatch(name -> Files.isRegularFile(app.resolve(name)));
        String verb = locked ? "ci" : "install";
        Path beside = program.resolveSibling("npm");
        String npm = Files.isExecutable(beside) ? beside.toString() : "npm";
        List<String> command =
                Stream.concat(Stream.of(npm, verb), OPTIONS.stream()).toList();
        ToolResult run = run(command, app, INSTALL_BOUND);
        if (run.code() != 0) {
            throw failed(
                    manifest,
                    "what its package.json depends on could not be installed: npm " + verb + " " + run.end()
                            + "; the last it wrote:\n" + run.lastLines());
        }
    }

    private static ToolResult run(List<String> command, Path folder, Duration bound) throws IOException {
        Map<String, String> environment = new HashMap<>();
        System.getenv().forEach((name, value) -> {
            if (PASSED_ON.matcher(name).matches()) {
                environment.put(name, value);
            }
        });
        return ToolResult.of(command, folder, environment, bound);
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
