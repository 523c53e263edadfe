package io.sluice.gateway.data;

import io.sluice.data.DataTraffic;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ClientGone;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.Laggards;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, from the event loop to a thread that may block: the client is held back as long as that thread has
 * enough to do, so that no more than a few pieces are in memory.
 */
final class BodyStream implements Writer.Source {

    /** What is handed over at once, so that the other thread is not woken for every read from the socket. */
    private static final int BATCH = 128 * 1024;

    /** The client is held back from here on. */
    private static final int HIGH = 512 * 1024;

    /** And goes on from here. */
    private static final int LOW = 128 * 1024;

    private final HttpServerRequest request;
    private final Context context;
    private final DataTraffic traffic;
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private List<Buffer> batch = new ArrayList<>();
    private int batched;
    private Laggards.@Nullable Watch watch;
    private boolean over;

    /** What comes, in this order: bytes, and then one of the others. */
    private sealed interface Piece {
        record Bytes(List<Buffer> buffers, int length) implements Piece {}

        record End() implements Piece {}

        record Failed(RuntimeException failure) implements Piece {}
    }

    BodyStream(HttpServerRequest request, Context context, DataTraffic traffic) {
        this.traffic = traffic;
        this.request = request;
        this.context = context;
    }

    /** Lets the client send. On the event loop. */
    void begin(Laggards laggards) {
        request.handler(this::take);
        request.exceptionHandler(_ -> end(new Piece.Failed(new ClientGone())));
        request.endHandler(_ -> end(new Piece.End()));
        watch = laggards.watch(0, () -> end(new Piece.Failed(late())));
        if (request.response().closed()) {
            end(new Piece.Failed(new ClientGone()));
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private static BadRequest late() {
        return new BadRequest(
                408,
                ErrorReply.INVALID_INPUT,
                "the file came too slowly; it has sluice.gateway.client-timeout, and a second more for each 64 KiB that"
                        + " came");
    }

    private void take(Buffer buffer) {
        if (over) {
            return;
        }
        batch.add(buffer);
        batched += buffer.length();
        if (batched >= BATCH) {
            handOver();
        }
        if (watch != null) {
            watch.progress(buffer.length());
        }
    }

    private void handOver() {
        pieces.add(new Piece.Bytes(batch, batched));
        traffic.cameIn(batched);
        if (held.addAndGet(batched) >= HIGH) {
            request.pause();
        }
        batch = new ArrayList<>();
        batched = 0;
    }

    private void end(Piece last) {
        if (!over) {
            stop();
            if (batched > 0) {
                handOver();
            }
            pieces.add(last);
        }
    }

    /** Throws away what still comes. On the event loop. */
    void stop() {
        over = true;
        if (watch != null) {
            watch.stop();
        }
    }

    @Override
    public @Nullable List<Buffer> next() throws InterruptedIOException {
        return switch (take()) {
            case Piece.Bytes bytes -> {
                release(bytes.length());
                yield bytes.buffers();
            }
            case Piece.End end -> null;
            case Piece.Failed failed -> throw failed.failure();
        };
    }

    private Piece take() throws InterruptedIOException {
        try {
            return pieces.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a file came in");
        }
    }

    private void release(int bytes) {
        int now = held.addAndGet(-bytes);
        if (now <= LOW && now + bytes > LOW) {
            // After any pause that was meant for more: that has been decided on the event loop before this runs there.
            context.runOnContext(_ -> request.resume());
        }
    }
}
