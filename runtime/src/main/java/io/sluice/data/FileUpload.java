package io.sluice.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/** Writes a file under a name of its own, which the store replaces by the right one in the end. */
final class FileUpload implements Upload {

    private static final Logger LOG = Logger.getLogger(FileUpload.class);

    private final Path part;
    private final FileChannel channel;
    private final Commit commit;
    private final boolean lasting;
    private boolean committed;

    /** Puts what was written where it belongs. */
    interface Commit {
        StoredFile move(Path part) throws IOException;
    }

    FileUpload(Path part, FileChannel channel, Commit commit, boolean lasting) {
        this.part = part;
        this.channel = channel;
        this.commit = commit;
        this.lasting = lasting;
    }

    /** Begins to write at the path, where nothing is yet. */
    static FileUpload begin(Path part, Commit commit) throws IOException {
        return begin(part, commit, true);
    }

    /** The same of a file that need not outlive a crash. */
    static FileUpload beginPassing(Path part, Commit commit) throws IOException {
        return begin(part, commit, false);
    }

    private static FileUpload begin(Path part, Commit commit, boolean lasting) throws IOException {
        try {
            return new FileUpload(
                    part,
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    commit,
                    lasting);
        } catch (IOException e) {
            throw StoreFull.orElse(e, Disk.parent(part));
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw StoreFull.orElse(e, Disk.parent(part));
        }
    }

    @Override
    public StoredFile commit() throws IOException {
        try {
            if (lasting) {
                channel.force(true);
            }
            channel.close();
            StoredFile stored = commit.move(part);
            committed = true;
            return stored;
        } catch (IOException e) {
            throw StoreFull.orElse(e, Disk.parent(part));
        }
    }

    @Override
    public void close() {
        if (committed) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.warnf(e, "part of an upload was left, until the next start file=%s", part.getFileName());
        }
    }
}
