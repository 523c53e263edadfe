package io.sluice.cli.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JVM for programs that this one starts: its own or, where it is an executable and has none, that of {@code JAVA_HOME}. */
public final class Jvm {

    private Jvm() {}

    /** Where it is, if that is known. */
    public static Optional<String> home() {
        return home(System.getProperty("java.home"), System.getenv());
    }

    static Optional<String> home(@Nullable String own, Map<String, String> environment) {
        return Stream.of(Optional.ofNullable(own), Optional.ofNullable(environment.get("JAVA_HOME")))
                .flatMap(Optional::stream)
                .filter(home -> !home.isBlank())
                .findFirst();
    }

    /** The program that runs it; {@code java} of the {@code PATH} where nothing else is known. */
    public static String program() {
        return home().map(home -> Path.of(home, "bin", "java").toString()).orElse("java");
    }
}
