package io.sluice.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.sluice.data.DataTraffic;
import io.sluice.gateway.ClientGone;
import io.sluice.gateway.Laggards;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Sends a file from a thread that may block, by way of the event loop: it reads on as the client takes what was sent, so that
 * no more than a few pieces are in memory: outside the heap, where the file is read to and the socket written from without a copy.
 */
final class ReplyStream {

    private static final int PIECE = 256 * 1024;
    private static final int QUEUE = 2 * PIECE;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context context;
    private final Laggards laggards;
    private final DataTraffic traffic;
    private CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);
    private boolean gone;

    ReplyStream(HttpServerRequest request, Context context, Laggards laggards, DataTraffic traffic) {
        this.traffic = traffic;
        this.request = request;
        this.response = request.response();
        this.context = context;
        this.laggards = laggards;
    }

    /** Sends what the reply says; fails with {@link ClientGone} when nobody takes it. Blocks. */
    void send(DataReply.Stream reply) throws IOException {
        CompletableFuture<Laggards.Watch> begun = new CompletableFuture<>();
        context.runOnContext(_ -> begun.complete(begin(reply)));
        Laggards.Watch watch = get(begun);
        try {
            pump(reply.download().bytes(reply.offset(), reply.length()), reply.length(), watch);
        } catch (IOException e) {
            // It has been promised so many bytes: the client must see that they did not come.
            context.runOnContext(_ -> Laggards.cutOff(request));
            throw e;
        } finally {
            watch.stop();
        }
    }

    private Laggards.Watch begin(DataReply.Stream reply) {
        response.closeHandler(_ -> clientGone());
        response.exceptionHandler(_ -> clientGone());
        response.setWriteQueueMaxSize(QUEUE);
        gone = response.closed();
        if (!gone) {
            response.setStatusCode(reply.status());
            reply.headers().forEach(response::putHeader);
            response.putHeader("Content-Length", Long.toString(reply.length()));
        }
        return laggards.watch(0, () -> Laggards.cutOff(request));
    }

    private void clientGone() {
        gone = true;
        taken.completeExceptionally(new ClientGone());
    }

    private void pump(ReadableByteChannel bytes, long length, Laggards.Watch watch) throws IOException {
        CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
        long left = length;
        while (left > 0) {
            ByteBuf piece = read(bytes, (int) Math.min(PIECE, left));
            left -= piece.readableBytes();
            await(before, piece);
            before = write(piece, watch);
        }
        get(before);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        context.runOnContext(_ -> end(ended));
        get(ended);
    }

    private static ByteBuf read(ReadableByteChannel bytes, int length) throws IOException {
        ByteBuf piece = PooledByteBufAllocator.DEFAULT.directBuffer(length);
        try {
            fill(piece.nioBuffer(0, length), bytes);
            return piece.writerIndex(length);
        } catch (IOException | RuntimeException e) {
            piece.release();
            throw e;
        }
    }

    private static void fill(ByteBuffer into, ReadableByteChannel bytes) throws IOException {
        while (into.hasRemaining()) {
            if (bytes.read(into) < 0) {
                throw new IOException("a file ended before its end");
            }
        }
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

    /** Completes when the client has taken so much that more may be sent. */
    private CompletableFuture<Void> write(ByteBuf piece, Laggards.Watch watch) {
        CompletableFuture<Void> room = new CompletableFuture<>();
        context.runOnContext(_ -> {
            if (gone) {
                piece.release();
                room.completeExceptionally(new ClientGone());
                return;
            }
            taken = room;
            watch.progress(piece.readableBytes());
            traffic.wentOut(piece.readableBytes());
            // A buffer of Vert.x leaves what it wraps to whoever made it.
            response.write(Buffer.buffer(piece)).onComplete(_ -> piece.release());
            if (response.writeQueueFull()) {
                response.drainHandler(_ -> room.complete(null));
            } else {
                room.complete(null);
            }
        });
        return room;
    }

    private void end(CompletableFuture<Void> ended) {
        taken = ended;
        if (gone) {
            ended.completeExceptionally(new ClientGone());
            return;
        }
        response.end().onComplete(_ -> ended.complete(null));
    }

    private static <T> T get(CompletableFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a file was sent");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClientGone goneClient) {
                throw goneClient;
            }
            throw new IOException(e.getCause());
        }
    }
}
