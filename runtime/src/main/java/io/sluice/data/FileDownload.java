package io.sluice.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import org.jboss.logging.Logger;

/** Reads a file that stays the same as long as it is open: what replaces it is another one of its name. */
final class FileDownload implements Download {

    private static final Logger LOG = Logger.getLogger(FileDownload.class);

    private final StoredFile file;
    private final FileChannel channel;

    FileDownload(StoredFile file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    @Override
    public StoredFile file() {
        return file;
    }

    @Override
    public ReadableByteChannel bytes(long offset, long length) throws IOException {
        channel.position(offset);
        return new Piece(length);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warnf(e, "a file could not be closed");
        }
    }

    private final class Piece implements ReadableByteChannel {

        private long left;

        Piece(long length) {
            this.left = length;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (left == 0) {
                return -1;
            }
            int limit = into.limit();
            into.limit((int) Math.min(limit, into.position() + left));
            try {
                int count = channel.read(into);
                left -= Math.max(0, count);
                return count;
            } finally {
                into.limit(limit);
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() {
            FileDownload.this.close();
        }
    }
}
