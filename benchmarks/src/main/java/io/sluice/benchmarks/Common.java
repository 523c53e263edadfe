package io.sluice.benchmarks;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What all commands have in common: Sluice's folder, a scratch folder, and how figures are printed. */
final class Common {

    /** How the figures are printed. */
    enum Form {
        TABLE,
        JSON
    }

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Sluice's own folder, with everything built (default: where this program stands).")
    private Path root = standing();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "table or json (default: table).")
    private Form form = Form.TABLE;

    private static Path standing() {
        // Not the URL's path, in which a space is written %20.
        Path jar = Path.of(URI.create(
                Common.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        return jar.resolve("../../..").normalize();
    }

    Path root() {
        return root.toAbsolutePath();
    }

    boolean json() {
        return form == Form.JSON;
    }

    /** Does something with a folder that is gone afterwards. */
    <T> T inScratch(Function<Path, T> work) {
        try {
            Path scratch = Files.createTempDirectory("sluice-bench-");
            try {
                return work.apply(scratch);
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "trouble with a temporary folder: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
