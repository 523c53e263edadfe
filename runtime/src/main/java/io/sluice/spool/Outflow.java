package io.sluice.spool;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way from a thread that may block to an event loop: it goes on as their receiver takes what was sent, so that no more
 * than a few pieces are in memory.
 */
public final class Outflow {

    private static final int QUEUE = 2 * Pieces.PIECE;

    private final WriteStream<Buffer> to;
    private final Context context;
    private final LongConsumer went;
    private CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);
    private @Nullable RuntimeException gone;

    /** @param went told of bytes as they go, on the event loop */
    public Outflow(WriteStream<Buffer> to, Context context, LongConsumer went) {
        this.to = to;
        this.context = context;
        this.went = went;
    }

    /** Gets ready. On the event loop. */
    public void begin() {
        to.setWriteQueueMaxSize(QUEUE);
    }

    /** Nobody takes any more, for that reason. On the event loop. */
    public void fail(RuntimeException why) {
        gone = why;
        taken.completeExceptionally(why);
    }

    /** Whether nobody takes any more. On the event loop. */
    public boolean isGone() {
        return gone != null;
    }

    /** Sends them all, and then the end; fails with what the receiver was lost for. Blocks. */
    public void send(Pieces pieces) throws IOException {
        CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
        for (ByteBuf piece = pieces.next(); piece != null; piece = pieces.next()) {
            await(before, piece);
            before = write(piece);
        }
        get(before);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        context.runOnContext(_ -> end(ended));
        get(ended);
    }

    /** Waits until the piece may be written; gives it up when it will not be. */
    private static void await(CompletableFuture<Void> room, ByteBuf piece) throws IOException {
        try {
            get(room);
        } catch (IOException | RuntimeException e) {
            piece.release();
            throw e;
        }
    }

    /** Completes when the receiver has taken so much that more may be sent. */
    private CompletableFuture<Void> write(ByteBuf piece) {
        CompletableFuture<Void> room = new CompletableFuture<>();
        context.runOnContext(_ -> {
            if (gone != null) {
                piece.release();
                room.completeExceptionally(gone);
                return;
            }
            taken = room;
            went.accept(piece.readableBytes());
            // A buffer of Vert.x leaves what it wraps to whoever made it.
            to.write(Buffer.buffer(piece)).onComplete(_ -> piece.release());
            if (to.writeQueueFull()) {
                to.drainHandler(_ -> room.complete(null));
            } else {
                room.complete(null);
            }
        });
        return room;
    }

    private void end(CompletableFuture<Void> ended) {
        taken = ended;
        if (gone != null) {
            ended.completeExceptionally(gone);
            return;
        }
        to.end().onComplete(_ -> ended.complete(null));
    }

    private static void get(CompletableFuture<Void> future) throws IOException {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while bytes were sent");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw new IOException(e.getCause());
        }
    }
}
