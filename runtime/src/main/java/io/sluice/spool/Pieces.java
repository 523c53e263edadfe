package io.sluice.spool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/** Bytes, piece by piece. Blocks; for one thread at a time. */
@FunctionalInterface
public interface Pieces {

    /** What a piece has at most. */
    int PIECE = 256 * 1024;

    /** The next of them, for whoever takes it to release; null when there are no more. */
    @Nullable
    ByteBuf next() throws IOException;

    /** The bytes of a channel that has so many: outside the heap, where they are read to and written from without a copy. */
    static Pieces of(ReadableByteChannel channel, long length) {
        return new Pieces() {
            private long left = length;

            @Override
            public @Nullable ByteBuf next() throws IOException {
                if (left == 0) {
                    return null;
                }
                ByteBuf piece = read(channel, (int) Math.min(PIECE, left));
                left -= piece.readableBytes();
                return piece;
            }
        };
    }

    private static ByteBuf read(ReadableByteChannel channel, int length) throws IOException {
        ByteBuf piece = PooledByteBufAllocator.DEFAULT.directBuffer(length);
        try {
            fill(piece.nioBuffer(0, length), channel);
            return piece.writerIndex(length);
        } catch (IOException | RuntimeException e) {
            piece.release();
            throw e;
        }
    }

    private static void fill(ByteBuffer into, ReadableByteChannel channel) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new IOException("a file ended before its end");
            }
        }
    }
}
