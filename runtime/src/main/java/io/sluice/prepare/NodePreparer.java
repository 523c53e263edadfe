package io.sluice.prepare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the files of a package in JavaScript, and installs what its {@code package.json} depends on: into a copy of the
 * package, since modules are looked for beside and above the file that wants them.
 */
public final class NodePreparer implements PackagePreparer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String APP = "app";
    private static final String PACKAGE_JSON = "package.json";
    private static final List<String> QUIETLY = List.of(
            "--omit=dev", "--no-audit", "--no-fund", "--no-progress", "--no-update-notifier", "--loglevel=error");

    private final @Nullable Path node;
    private final Path check;
    private final String missing;
    private final ToolRun tools;

    /**
     * @param node the program, null where there is none
     * @param check the script that checks a folder of files
     * @param missing what is said where there is no program
     */
    public NodePreparer(@Nullable Path node, Path check, String missing, ToolRun tools) {
        this.node = node;
        this.check = check;
        this.missing = missing;
        this.tools = tools;
    }

    @Override
    public void prepare(Path packageFolder, Manifest manifest, Path target) throws IOException {
        if (node == null) {
            throw new PreparationFailed("function '" + manifest.name() + "': " + missing);
        }
        Path app = packageFolder.resolve(APP);
        tools.run(
                List.of(node.toString(), check.toString(), app.toString()),
                target,
                output -> "function '" + manifest.name() + "': " + output);
        if (needsInstall(manifest, app)) {
            Path copy = target.resolve(APP);
            copy(app, copy);
            tools.run(
                    npm(node, copy),
                    copy,
                    output -> "function '" + manifest.name()
                            + "': what its package.json depends on could not be installed; npm says:\n" + output);
        }
    }

    /** Whether there are dependencies that the package does not bring itself. */
    private static boolean needsInstall(Manifest manifest, Path app) throws IOException {
        Path file = app.resolve(PACKAGE_JSON);
        if (!Files.isRegularFile(file) || Files.isDirectory(app.resolve("node_modules"))) {
            return false;
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            return Stream.of("dependencies", "optionalDependencies")
                    .anyMatch(field -> !root.path(field).isEmpty());
        } catch (JsonProcessingException e) {
            throw new PreparationFailed("function '" + manifest.name() + "': package.json is not JSON: line "
                    + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        }
    }

    private static List<String> npm(Path node, Path copy) {
        boolean locked = Stream.of("package-lock.json", "npm-shrinkwrap.json")
                .anyMatch(name -> Files.isRegularFile(copy.resolve(name)));
        Path beside = node.resolveSibling("npm");
        String program = Files.isExecutable(beside) ? beside.toString() : "npm";
        return Stream.concat(Stream.of(program, locked ? "ci" : "install"), QUIETLY.stream())
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path each : (Iterable<Path>) tree::iterator) {
                Files.copy(each, to.resolve(from.relativize(each)), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
