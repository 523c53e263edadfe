package io.sluice.benchmarks.instance;

import io.sluice.contract.ContentType;
import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.Fields;
import io.sluice.contract.frames.FrameCall;
import io.sluice.contract.frames.FrameHandler;
import io.sluice.contract.frames.FrameListener;
import io.sluice.contract.frames.FrameSession;
import io.sluice.contract.frames.FrameTransport;
import io.sluice.contract.frames.FrameWriter;
import io.sluice.contract.frames.SessionLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * Calls over one connection, so many at a time, each followed at once by the next; all on the thread that asks. Nested
 * calls are answered at once by what they were made with.
 */
final class FrameLoad implements FrameTransport, FrameHandler, AutoCloseable {

    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int MAX_PAYLOAD = 1024 * 1024;
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final SocketChannel channel;
    private final FrameSession session;
    private final ByteBuffer incoming = ByteBuffer.allocate(BUFFER_BYTES);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private boolean ready;
    private Histogram latencies = new Histogram(3);
    private long until;
    private int running;

    FrameLoad(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        session = new FrameSession(
                FrameSession.Side.RUNTIME, SessionLimits.of(MAX_PAYLOAD, 1000), this, this, System.nanoTime());
        session.start();
        while (!ready) {
            exchange();
        }
    }

    Histogram run(String entryPoint, byte[] input, int inFlight, Duration time) throws IOException {
        latencies = new Histogram(3);
        until = System.nanoTime() + time.toNanos();
        running = inFlight;
        for (int i = 0; i < inFlight; i++) {
            call(entryPoint, input);
        }
        while (running > 0) {
            exchange();
        }
        return latencies;
    }

    private void call(String entryPoint, byte[] input) {
        long now = System.nanoTime();
        session.call(new Listener(entryPoint, input, now), ByteBuffer.wrap(input), now + 60_000_000_000L, now);
    }

    private void exchange() throws IOException {
        flush();
        incoming.clear();
        if (channel.read(incoming) < 0) {
            session.ended();
            throw new IOException("the instance has closed the connection");
        }
        session.receive(incoming.array(), 0, incoming.position(), System.nanoTime());
    }

    private void flush() throws IOException {
        outgoing.flip();
        while (outgoing.hasRemaining()) {
            channel.write(outgoing);
        }
        outgoing.clear();
    }

    private final class Listener implements FrameListener {

        private final String entryPoint;
        private final byte[] input;
        private final long sent;

        Listener(String entryPoint, byte[] input, long sent) {
            this.entryPoint = entryPoint;
            this.input = input;
            this.sent = sent;
        }

        @Override
        public void writeHead(FrameWriter head) {
            head.text(Field.TARGET, entryPoint)
                    .number(Field.TIMEOUT, 60_000)
                    .contentType(ContentType.JSON)
                    .text(Field.TRACE_PARENT, TRACE)
                    .text(Field.INVOCATION, "01J9ZC3N6S8Q5V2W4X7Y0A1B2C");
        }

        @Override
        public void result(Fields head, byte[] payload) {
            long now = System.nanoTime();
            latencies.recordValue(now - sent);
            if (now < until) {
                call(entryPoint, input);
            } else {
                running--;
            }
        }

        @Override
        public void failure(Fields head, byte[] payload) {
            throw new IllegalStateException(new String(payload, StandardCharsets.UTF_8));
        }

        @Override
        public void late() {
            throw new IllegalStateException("late");
        }

        @Override
        public void tooLarge() {
            throw new IllegalStateException("too large");
        }

        @Override
        public void lost(String reason) {
            throw new IllegalStateException(reason);
        }
    }

    @Override
    public void write(byte[] head, int length, ByteBuffer payload) {
        try {
            if (outgoing.remaining() < length + payload.remaining()) {
                flush();
            }
            outgoing.put(head, 0, length).put(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public void wakeAt(long nanos) {
        // Every call is short, and a run that hangs is seen.
    }

    @Override
    public void close() throws UncheckedIOException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void ready() {
        ready = true;
    }

    @Override
    public void called(FrameCall call, Fields head, byte[] payload) {
        call.result(result -> result.contentType(ContentType.JSON).number(Field.DURATION, 1), ByteBuffer.wrap(payload));
    }

    @Override
    public void tooLarge(FrameCall call, Fields head) {
        throw new IllegalStateException("a nested call");
    }

    @Override
    public void cancelled(FrameCall call) {}

    @Override
    public void late(FrameCall call) {}

    @Override
    public void leaving(String reason) {}

    @Override
    public void stray(String what) {
        throw new IllegalStateException(what);
    }

    @Override
    public void closed(String reason) {}
}
