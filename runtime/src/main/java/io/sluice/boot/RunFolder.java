package io.sluice.boot;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where the sockets of one home's instances are: a short path, since a socket's has room for 103 bytes, and the same for
 * the same home, so that the next runtime finds what a killed one left.
 */
final class RunFolder {

    private RunFolder() {}

    static Path of(Path home) {
        CRC32 crc = new CRC32();
        crc.update(home.toString().getBytes(StandardCharsets.UTF_8));
        return base().resolve("sluice-" + System.getProperty("user.name") + "-" + Long.toHexString(crc.getValue()));
    }

    private static Path base() {
        @Nullable String user = System.getenv("XDG_RUNTIME_DIR");
        return user != null && Files.isWritable(Path.of(user))
                ? Path.of(user)
                : Path.of(System.getProperty("java.io.tmpdir"));
    }
}
