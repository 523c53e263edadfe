package io.sluice.testing;

import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.ManifestReader;
import io.sluice.registry.FunctionVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Functions and packages to test with. */
public final class Samples {

    /** When sample versions were deployed. */
    public static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    private Samples() {}

    /** A manifest with the fields that must be there, and further lines. */
    public static String manifest(String name, String... lines) {
        return "name: " + name + "\nruntime: java\npackage: target/app\n" + String.join("\n", lines) + "\n";
    }

    /** A version whose manifest has further lines. */
    public static FunctionVersion version(String name, String version, String... lines) {
        String text = manifest(name, lines);
        try {
            FunctionName function = FunctionName.parse(name);
            return new FunctionVersion(
                    function,
                    SemanticVersion.parse(version),
                    "digest-" + version,
                    function.name(),
                    ManifestReader.read("sluice.yaml", text),
                    text,
                    THEN);
        } catch (InvalidManifestException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A zip file with these entries, in the folder. */
    public static Path zip(Path folder, Map<String, String> entries) {
        try {
            Path zip = Files.createTempFile(folder, "package", ".zip");
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
                for (Map.Entry<String, String> entry : entries.entrySet()) {
                    out.putNextEntry(new ZipEntry(entry.getKey()));
                    out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                    out.closeEntry();
                }
            }
            return zip;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
