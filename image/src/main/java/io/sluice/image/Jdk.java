package io.sluice.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JDK as its {@code release} file describes it.
 *
 * @param release that file's text: another build of a JDK has another
 */
record Jdk(Path home, String release) {

    private static final Map<String, String> ARCHITECTURES = Map.of("x86_64", "amd64", "aarch64", "arm64");

    static Jdk of(Path home) {
        Path file = home.resolve("release");
        try {
            Jdk jdk = new Jdk(home.toRealPath(), Files.readString(file));
            jdk.requireVersion();
            return jdk;
        } catch (IOException e) {
            throw new ImageFailure(
                    ImageFailure.Kind.WRONG, "--jdk '" + home + "' is no JDK: " + file + " cannot be read", e);
        }
    }

    private void requireVersion() {
        if (!value("JAVA_VERSION").startsWith("25")) {
            throw ImageFailure.wrong(
                    "--jdk '" + home + "' must be a JDK 25, is " + value("JAVA_VERSION") + "; name another with --jdk");
        }
    }

    /** The version in full, such as {@code 25.0.3+9-LTS}. */
    String version() {
        return value("JAVA_RUNTIME_VERSION");
    }

    /** For which processors it is, by the name that images have for them. */
    String architecture() {
        String own = value("OS_ARCH");
        String architecture = ARCHITECTURES.get(own);
        if (architecture == null) {
            throw ImageFailure.wrong(
                    "--jdk '" + home + "' is for " + own + "; images are built for " + ARCHITECTURES.keySet());
        }
        return architecture;
    }

    /** Whether it needs musl, not the C library of GNU. */
    boolean musl() {
        return value("LIBC").equals("musl");
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private String value(String key) {
        return entries().getOrDefault(key, "");
    }

    private Map<String, String> entries() {
        return release.lines()
                .filter(line -> line.contains("="))
                .map(line -> line.split("=", 2))
                .collect(
                        Collectors.toMap(pair -> pair[0], pair -> pair[1].replace("\"", ""), (first, second) -> first));
    }

    /** Its modules by name. */
    Stream<String> modules() {
        return Stream.of(value("MODULES").split(" ")).filter(module -> !module.isBlank());
    }
}
