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
    private boolean committed;

    /** Puts what was written where it belongs. */
    interface Commit {
        StoredFile move(Path part) throws IOException;
    }

    FileUpload(Path part, Commit commit) throws IOException {
        this.part = part;
        this.commit = commit;
        this.channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public StoredFile commit() throws IOException {
        channel.force(true);
        channel.close();
        StoredFile stored = commit.move(part);
        committed = true;
        return stored;
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
