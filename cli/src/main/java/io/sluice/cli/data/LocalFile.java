package io.sluice.cli.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files here so that they are whole or not there, whatever breaks. */
final class LocalFile {

    private LocalFile() {}

    /** Writes all bytes beside the file, then puts them in its place; a device or a pipe is written to as it is. */
    static void write(Path file, InputStream bytes) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            write(file, bytes, StandardOpenOption.WRITE);
            return;
        }
        Path whole = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path part = whole.resolveSibling(
                "." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        part.toFile().deleteOnExit(); // an interrupted program runs no finally
        try {
            write(part, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(Path file, InputStream bytes, StandardOpenOption... how) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, how)) {
            bytes.transferTo(out);
        }
    }
}
