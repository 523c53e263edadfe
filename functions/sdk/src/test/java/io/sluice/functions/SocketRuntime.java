package io.sluice.functions;

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
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A runtime on a real socket, all on the test's thread: it reads when it waits for something. */
final class SocketRuntime implements FrameTransport, FrameHandler, AutoCloseable {

    private static final int MAX_PAYLOAD = 64 * 1024 * 1024;

    private final Socket socket;
    private final FrameSession session;
    private final byte[] incoming = new byte[64 * 1024];
    private final Deque<byte[]> answers = new ArrayDeque<>();
    private boolean ready;
    private boolean leaving;
    private @Nullable String failure;

    SocketRuntime(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(FrameRig.SECONDS));
        session = new FrameSession(
                FrameSession.Side.RUNTIME, SessionLimits.of(MAX_PAYLOAD, 1), this, this, System.nanoTime());
        session.start();
        while (!ready) {
            read();
        }
    }

    /** Calls and waits for the result. */
    byte[] call(String entryPoint, byte[] input) throws IOException {
        begin(entryPoint, input);
        return awaitAnswer();
    }

    void begin(String entryPoint, byte[] input) {
        long now = System.nanoTime();
        session.call(new Asking(entryPoint), ByteBuffer.wrap(input), now + TimeUnit.MINUTES.toNanos(1), now);
    }

    byte[] awaitAnswer() throws IOException {
        while (answers.isEmpty() && failure == null) {
            read();
        }
        if (failure != null) {
            throw new AssertionError(failure);
        }
        return answers.remove();
    }

    /** Reads until the instance has said goodbye. */
    void awaitGoodbye() throws IOException {
        while (!leaving) {
            read();
        }
    }

    /** Reads to the end of the connection; false when it does not end. */
    boolean awaitEnd() throws IOException {
        while (!session.isClosed()) {
            read();
        }
        return true;
    }

    private void read() throws IOException {
        int length = socket.getInputStream().read(incoming);
        if (length < 0) {
            session.ended();
        } else {
            session.receive(incoming, 0, length, System.nanoTime());
        }
    }

    @Override
    public void write(byte[] head, int length, ByteBuffer payload) {
        try {
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            socket.getOutputStream().write(head, 0, length);
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public void wakeAt(long nanos) {}

    @Override
    public void close() {
        try {
            socket.close();
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
        throw new AssertionError("a nested call");
    }

    @Override
    public void tooLarge(FrameCall call, Fields head) {
        throw new AssertionError("a nested call");
    }

    @Override
    public void cancelled(FrameCall call) {}

    @Override
    public void late(FrameCall call) {}

    @Override
    public void leaving(String reason) {
        leaving = true;
    }

    @Override
    public void stray(String what) {
        failure = what;
    }

    @Override
    public void closed(String reason) {
        failure = reason;
    }

    private final class Asking implements FrameListener {

        private final String entryPoint;

        Asking(String entryPoint) {
            this.entryPoint = entryPoint;
        }

        @Override
        public void writeHead(FrameWriter head) {
            head.text(Field.TARGET, entryPoint).contentType(ContentType.TEXT);
        }

        @Override
        public void result(Fields head, byte[] payload) {
            answers.add(payload);
        }

        @Override
        public void failure(Fields head, byte[] payload) {
            answers.add(payload);
        }

        @Override
        public void late() {
            failure = "late";
        }

        @Override
        public void tooLarge() {
            failure = "too large";
        }

        @Override
        public void lost(String reason) {
            failure = reason;
        }
    }
}
