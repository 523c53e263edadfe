package io.sluice.integration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes packages as the deploy API takes them: zip files with the manifest at their root and the rest below {@code app/}. */
final class Packages {

    private static final String MANIFEST = "sluice.yaml";

    private Packages() {}

    /** A bundled function, with the manifest of its project. */
    static byte[] function(String name) {
        Path project = Installation.function(name);
        return application(project, read(project.resolve(MANIFEST)));
    }

    /** A bundled function, with a changed manifest. */
    static byte[] function(String name, UnaryOperator<String> changed) {
        Path project = Installation.function(name);
        return application(project, changed.apply(read(project.resolve(MANIFEST))));
    }

    /** The fixture, with the manifest of its project. */
    static byte[] fixture() {
        return fixture(read(Installation.fixture().resolve(MANIFEST)));
    }

    /** The fixture, with another of its project's manifests. */
    static byte[] fixtureThat(String misbehaves) {
        return fixture(read(Installation.fixture().resolve("sluice-" + misbehaves + ".yaml")));
    }

    /** The fixture, with a manifest of the test's own. */
    static byte[] fixture(String manifest) {
        return application(Installation.fixture(), manifest);
    }

    /** A manifest for one entry point of the fixture; more lines may be added. */
    static String manifest(String function, String version, String entryPoint, String... more) {
        String name = function.substring(function.indexOf('/') + 1);
        List<String> lines = List.of(
                "name: " + function,
                "version: " + version,
                "runtime: java",
                "package: target/quarkus-app",
                "entryPoints: {" + name + ": " + entryPoint + "}",
                "memory: 192MiB",
                "idle: 30s",
                "timeout: 30s");
        return String.join("\n", Stream.concat(lines.stream(), Stream.of(more)).toList()) + "\n";
    }

    /** A zip file with just these entries. */
    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A zip file with the manifest, and one more file. */
    static byte[] zip(String manifest, String entry, byte[] content) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
        entries.put(entry, content);
        return zip(entries);
    }

    /** A zip file with the manifest, and files of text. */
    static byte[] text(String manifest, Map<String, String> files) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
        files.forEach((name, text) -> entries.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return zip(entries);
    }

    /** A project that needs no build, with the folder of its that becomes the package. */
    static byte[] project(Path project, String folder) {
        return packed(project.resolve(folder), read(project.resolve(MANIFEST)));
    }

    private static byte[] application(Path project, String manifest) {
        return packed(project.resolve("target/quarkus-app"), manifest);
    }

    private static byte[] packed(Path folder, String manifest) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.put("app/" + folder.relativize(file), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zip(entries);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
