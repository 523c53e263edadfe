package io.sluice.runners.java;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves the algorithm of a package: {@code Main APP ENTRY_POINT}, with the package's jars on the class path. */
public final class Main {

    private static final int NOT_STARTED = 69;

    private Main() {}

    /** Starts; returns when the process ends. */
    public static void main(String[] args) {
        try {
            Path app = Path.of(args[0]);
            linkFiles(app);
            Algorithm algorithm = Author.find(app);
            algorithm.load();
            new Instance(algorithm, args[1]).serve();
        } catch (NotServed e) {
            System.err.println(e.getMessage());
            System.exit(NOT_STARTED);
        } catch (Throwable thrown) {
            System.err.println(Failures.stack(thrown));
            System.exit(NOT_STARTED);
        }
    }

    /** Makes the package's files known by their paths in it: authors open them so. What is written stays here. */
    private static void linkFiles(Path app) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(app)) {
            for (Path file : files) {
                Path link = Path.of("").toAbsolutePath().resolve(file.getFileName());
                if (Files.notExists(link)) {
                    Files.createSymbolicLink(link, file);
                }
            }
        }
    }
}
