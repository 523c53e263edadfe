package io.sluice.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a program needs of the folder that it is installed in, where that is none of the system's. Blocks briefly. */
public final class ProgramFiles {

    private ProgramFiles() {}

    /**
     * The files and folders to read: its installation, such as {@code /opt/node} of {@code /opt/node/bin/node}, both where
     * it is named and where links lead.
     */
    public static List<Path> of(Path program) {
        return of(program, Path.of(System.getProperty("user.home")));
    }

    static List<Path> of(Path program, Path home) {
        Set<Path> files = new LinkedHashSet<>();
        add(program.toAbsolutePath().normalize(), home, files);
        try {
            add(program.toRealPath(), home, files);
        } catch (IOException e) {
            return List.copyOf(files); // whoever starts it finds out
        }
        return List.copyOf(files);
    }

    private static void add(Path program, Path home, Set<Path> files) {
        if (HostFiles.covers(program)) {
            return;
        }
        Path folder = program.getParent();
        Path installation = folder == null ? null : folder.getParent();
        if (installation == null || holdsMore(installation, home)) {
            files.add(program);
            if (installation != null && Files.isDirectory(installation.resolve("lib"))) {
                files.add(installation.resolve("lib"));
            }
        } else {
            files.add(installation);
        }
    }

    /** A user's home, or what is above it, is more than an installation. */
    private static boolean holdsMore(Path installation, Path home) {
        return home.startsWith(installation) || installation.equals(home.resolve(".local"));
    }
}
