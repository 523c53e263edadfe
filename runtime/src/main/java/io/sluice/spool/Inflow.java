package io.sluice.spool;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way from an event loop to a thread that may block: their sender is held back as long as that thread has enough to
 * do, so that no more than a few pieces are in memory.
 */
public final class Inflow {

    /** What is handed over at once, so that the other thread is not woken for every read from the socket. */
    private static final int BATCH = 128 * 1024;

    /** The sender is held back from here on. */
    private static final int HIGH = 512 * 1024;

    /** And goes on from here. */
    private static final int LOW = 128 * 1024;

    private final ReadStream<Buffer> from;
    private final Context context;
    private final LongConsumer came;
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private List<Buffer> batch = new ArrayList<>();
    private int batched;
    private boolean over;

    /** What comes, in this order: bytes, and then one of the others. */
    private sealed interface Piece {
        record Bytes(List<Buffer> buffers, int length) implements Piece {}

        record End() implements Piece {}

        record Failed(RuntimeException failure) implements Piece {}
    }

    /** @param came told of bytes as they come, on the event loop */
    public Inflow(ReadStream<Buffer> from, Context context, LongConsumer came) {
        this.from = from;
        this.context = context;
        this.came = came;
    }

    /**
     * Listens from now on; the sender still has to be let go on. On the event loop.
     *
     * @param broken what to fail with when the sender breaks off
     */
    public void listen(Supplier<RuntimeException> broken) {
        from.handler(this::take);
        from.exceptionHandler(_ -> fail(broken.get()));
        from.endHandler(_ -> end(new Piece.End()));
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
        came.accept(buffer.length());
    }

    private void handOver() {
        pieces.add(new Piece.Bytes(batch, batched));
        if (held.addAndGet(batched) >= HIGH) {
            from.pause();
        }
        batch = new ArrayList<>();
        batched = 0;
    }

    /** Nothing more comes, for that reason. On the event loop. */
    public void fail(RuntimeException why) {
        end(new Piece.Failed(why));
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
    public void stop() {
        over = true;
    }

    /** The next bytes, or null at the end; fails with what broke it off. Blocks. */
    public @Nullable List<Buffer> next() throws InterruptedIOException {
        return switch (await()) {
            case Piece.Bytes bytes -> {
                release(bytes.length());
                yield bytes.buffers();
            }
            case Piece.End end -> null;
            case Piece.Failed failed -> throw failed.failure();
        };
    }

    private Piece await() throws InterruptedIOException {
        try {
            return pieces.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while bytes came in");
        }
    }

    private void release(int bytes) {
        int now = held.addAndGet(-bytes);
        if (now <= LOW && now + bytes > LOW) {
            // After any pause that was meant for more: that has been decided on the event loop before this runs there.
            context.runOnContext(_ -> from.resume());
        }
    }
}
