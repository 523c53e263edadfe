package io.sluice.functions;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.sluice.contract.frames.FrameTransport;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Frames over a socket, on its event loop. What is written in one turn of the loop leaves in one piece at the turn's
 * end, so that many calls share a system call.
 */
final class SocketTransport implements FrameTransport {

    private static final int INITIAL_BYTES = 4096;

    /** A piece that is larger than this leaves before the turn ends. */
    private static final int FLUSH_BYTES = 256 * 1024;

    /** The socket is read in pieces of up to this, by Netty's own limit. */
    private static final int READ_BYTES = 64 * 1024;

    private final NetSocketInternal socket;
    private final ChannelHandlerContext channel;
    private final EventLoop loop;
    private final Runnable flush = this::flush;
    private byte[] read = new byte[INITIAL_BYTES];
    private @Nullable ByteBuf pending;
    private @Nullable FrameConnection connection;
    private @Nullable ScheduledFuture<?> alarm;
    private boolean closed;

    SocketTransport(NetSocket socket) {
        this.socket = (NetSocketInternal) socket;
        this.channel = this.socket.channelHandlerContext();
        this.loop = channel.channel().eventLoop();
    }

    /** Hands on what the socket tells from now on; its end, when all that was written has left, also to the other. */
    void deliverTo(FrameConnection to, Runnable onEnd) {
        connection = to;
        socket.messageHandler(this::receive);
        socket.drainHandler(drained -> to.writable());
        socket.exceptionHandler(broken -> {}); // The end of the connection, which follows, is what counts.
        socket.closeHandler(end -> {
            to.ended();
            onEnd.run();
        });
    }

    private void receive(Object message) {
        try {
            if (message instanceof ByteBuf bytes && connection != null) {
                receive(bytes, connection);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void receive(ByteBuf bytes, FrameConnection to) {
        int length = bytes.readableBytes();
        if (bytes.hasArray()) {
            to.receive(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), length, System.nanoTime());
            return;
        }
        if (read.length < length) {
            read = new byte[Math.max(length, Math.min(READ_BYTES, 2 * read.length))];
        }
        bytes.readBytes(read, 0, length);
        to.receive(read, 0, length, System.nanoTime());
    }

    @Override
    public void write(byte[] head, int length, ByteBuffer payload) {
        if (closed) {
            return;
        }
        ByteBuf to = pending;
        if (to == null) {
            to = channel.alloc().directBuffer(Math.max(INITIAL_BYTES, length + payload.remaining()));
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
            channel.writeAndFlush(full, channel.voidPromise());
        }
    }

    @Override
    public boolean full() {
        return socket.writeQueueFull();
    }

    @Override
    public void wakeAt(long nanos) {
        cancelAlarm();
        if (!closed) {
            alarm = loop.schedule(this::wake, Math.max(0, nanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private void wake() {
        if (connection != null) {
            connection.tick(System.nanoTime());
        }
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            flush();
            closed = true;
            cancelAlarm();
            socket.close();
        }
    }
}
