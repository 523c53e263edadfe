package io.sluice.pool.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.sluice.contract.frames.FrameTransport;
import io.vertx.core.net.impl.NetSocketInternal;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Frames over a socket. What is written in one turn of the event loop leaves in one piece at its end, so that many calls
 * share a system call. On the socket's event loop only.
 */
final class SocketTransport implements FrameTransport {

    private static final int INITIAL_BYTES = 4096;

    /** A piece that is larger than this leaves before the turn ends. */
    private static final int FLUSH_BYTES = 256 * 1024;

    private final NetSocketInternal socket;
    private final EventLoop loop;
    private final LongSupplier nanos;
    private final Runnable alarm;
    private final Runnable flush = this::flush;
    private @Nullable ByteBuf pending;
    private @Nullable ScheduledFuture<?> scheduled;
    private boolean closed;

    SocketTransport(NetSocketInternal socket, EventLoop loop, LongSupplier nanos, Runnable alarm) {
        this.socket = socket;
        this.loop = loop;
        this.nanos = nanos;
        this.alarm = alarm;
    }

    @Override
    public void write(byte[] head, int length, ByteBuffer payload) {
        if (closed) {
            return;
        }
        ByteBuf to = pending;
        if (to == null) {
            to = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(INITIAL_BYTES, length + payload.remaining()));
            pending = to;
            loop.execute(flush);
        }
        to.writeBytes(head, 0, length).writeBytes(payload);
        if (to.readableBytes() >= FLUSH_BYTES) {
            flush();
        }
    }

    private void flush() {
        ByteBuf full = pending;
        if (full != null) {
            pending = null;
            // As a Vert.x buffer it would never be given back to its pool.
            var unused = socket.writeMessage(full);
        }
    }

    @Override
    public boolean full() {
        return socket.writeQueueFull();
    }

    @Override
    public void wakeAt(long at) {
        cancelAlarm();
        if (!closed) {
            scheduled = loop.schedule(alarm, Math.max(0, at - nanos.getAsLong()), TimeUnit.NANOSECONDS);
        }
    }

    private void cancelAlarm() {
        ScheduledFuture<?> before = scheduled;
        if (before != null) {
            before.cancel(false);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            flush();
            closed = true;
            cancelAlarm();
            var unused = socket.close();
        }
    }
}
