package io.sluice.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

/**
 * Files that can be run. A zip file, as Java writes it, does not say which they are, so their first bytes do: that of equal
 * packages is always the same. Blocks.
 */
final class Programs {

    private static final byte[] SCRIPT = {'#', '!'};
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    private Programs() {}

    /** Lets its owner run the file, if it is a script that names its interpreter, or a program of Linux. */
    static void mark(Path file) throws IOException {
        if (!isProgram(file)) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.add(PosixFilePermission.OWNER_EXECUTE)) {
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    private static boolean isProgram(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(ELF.length);
            return begins(first, SCRIPT) || begins(first, ELF);
        }
    }

    private static boolean begins(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
