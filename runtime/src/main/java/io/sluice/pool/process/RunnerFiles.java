package io.sluice.pool.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Lays the files of a bundled runner, which come as resources of its jar, where its interpreter can read them. Blocks. */
final class RunnerFiles {

    private RunnerFiles() {}

    /**
     * Writes the files anew and returns their folder, so that it has what this runtime brings, whatever was there.
     *
     * @param resources where they are on the class path, such as {@code io/sluice/runners/python}
     * @param names the files, relative to that
     */
    static Path lay(String resources, List<String> names, Path folder) {
        try {
            Folders.deleteTreeQuietly(folder);
            Folders.createPrivate(folder);
            for (String name : names) {
                Path file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                copy(resources + "/" + name, file);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the runner's folder " + folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream bytes = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IllegalStateException("the runner's file " + resource + " is missing in this program");
            }
            Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
