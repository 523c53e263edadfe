package io.sluice.pool.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** The socket of an instance, taken to where the instance can't replace it by a link to somebody else's. Blocks briefly. */
final class SocketFile {

    private SocketFile() {}

    /** Moves what an instance has made; an IOException when that is no socket. */
    static void take(Path made, Path socket) throws IOException {
        Files.move(made, socket, StandardCopyOption.ATOMIC_MOVE);
        BasicFileAttributes attributes =
                Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isOther()) {
            Files.delete(socket);
            throw new IOException("what it made in the place of its socket is none");
        }
    }
}
