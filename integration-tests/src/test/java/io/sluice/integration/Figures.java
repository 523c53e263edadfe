package io.sluice.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What was measured on the way, for whoever runs the tests: on standard output, and in a file. */
final class Figures {

    private static final Path FILE = Path.of("target/kubernetes-figures.txt");

    private Figures() {}

    static void note(String what, Duration time) {
        note(what, time.toMillis() + " ms");
    }

    static synchronized void note(String what, String value) {
        String line = what + ": " + value.strip();
        System.out.println(line);
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
