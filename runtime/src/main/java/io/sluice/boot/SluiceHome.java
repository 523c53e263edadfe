package io.sluice.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The folder that outlives the runtime, open to its user alone, and locked: of two runtimes on one folder the second is
 * refused. Methods block.
 */
public final class SluiceHome implements AutoCloseable {

    /** Less than this is too little for the tables' next changes. */
    private static final int ROOM = 1 << 20;

    private static final String OWNER_ONLY_FOLDER = "rwx------";
    private static final String OWNER_ONLY_FILE = "rw-------";

    private final Path folder;
    private final FileChannel lockChannel;

    private SluiceHome(Path folder, FileChannel lockChannel) {
        this.folder = folder;
        this.lockChannel = lockChannel;
    }

    /** Makes the folder where it is missing, and locks it. */
    public static SluiceHome open(Path wanted) {
        Path folder = wanted.toAbsolutePath().normalize();
        FileChannel lock;
        try {
            Files.createDirectories(folder);
            closeToOthers(folder);
            lock = lock(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "SLUICE_HOME '" + folder + "' must be a folder that its user can write to: " + e, e);
        }
        requireRoom(folder, ROOM);
        return new SluiceHome(folder, lock);
    }

    /** A volume's own folder belongs to another user, as a rule: whoever mounted it has said who may see it. */
    private static void closeToOthers(Path folder) throws IOException {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNER_ONLY_FOLDER));
        } catch (IOException e) {
            if (!Files.isWritable(folder)) {
                throw e;
            }
        }
    }

    /** Told here, where it has a name: later it would be a failure of whoever writes first. */
    static void requireRoom(Path folder, int bytes) {
        Path probe = folder.resolve("room.part");
        try {
            try {
                Files.write(probe, new byte[bytes], StandardOpenOption.CREATE, StandardOpenOption.SYNC);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "SLUICE_HOME '" + folder + "' is full, or cannot be written to: " + e.getMessage() + "; "
                            + free(folder) + ". Make its volume larger, or make room in it",
                    e);
        }
    }

    private static String free(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return (store.getUsableSpace() >> 20) + " MiB of " + (store.getTotalSpace() >> 20) + " MiB are free";
        } catch (IOException e) {
            return "how much is free is not known (" + e.getMessage() + ")";
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        Path file = folder.resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Said below: the other one is in this very process.
        }
        channel.close();
        throw new IllegalStateException("SLUICE_HOME '" + folder
                + "' is in use by another runtime; stop that one (sluice down), or set SLUICE_HOME to another folder");
    }

    /** The folder itself. */
    public Path folder() {
        return folder;
    }

    /** Letters and digits that tell this home apart from all others, from its first runtime to its last. */
    String id() {
        Path file = folder.resolve("id");
        try {
            if (!Files.exists(file)) {
                write(file, HexFormat.of().toHexDigits(new SecureRandom().nextLong()));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("file '" + file + "' could not be read: " + e.getMessage(), e);
        }
    }

    Path state() {
        return folder.resolve("state");
    }

    Path packages() {
        return folder.resolve("packages");
    }

    Path prepared() {
        return folder.resolve("prepared");
    }

    Path runners() {
        return folder.resolve("runners");
    }

    Path repositories() {
        return folder.resolve("git");
    }

    Path builds() {
        return folder.resolve("builds");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path data() {
        return folder.resolve("data");
    }

    Path scratch() {
        return folder.resolve("scratch");
    }

    private Path adminKey() {
        return folder.resolve("admin.key");
    }

    private Path runtimeFile() {
        return folder.resolve("runtime.json");
    }

    void writeAdminKey(String key) {
        write(adminKey(), key + "\n");
    }

    /** Tells clients on this machine where the runtime is. */
    void writeAddress(String url) {
        write(
                runtimeFile(),
                "{\"url\":\"" + url + "\",\"pid\":" + ProcessHandle.current().pid() + "}\n");
    }

    void removeAddress() {
        try {
            Files.deleteIfExists(runtimeFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file that its user alone can read, whole or not at all. */
    private static void write(Path file, String text) {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            try (FileChannel channel = FileChannel.open(
                    part,
                    options,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY_FILE)))) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("file '" + file + "' could not be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
