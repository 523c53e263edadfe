package io.sluice.runners.java;

import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.Fields;
import io.sluice.contract.frames.FrameCall;
import io.sluice.contract.frames.FrameHandler;
import io.sluice.contract.frames.FrameSession;
import io.sluice.contract.frames.SessionLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the runtime's. A thread reads it, those of calls answer on it, one for all connections has an eye on
 * times: each with the lock, which makes them the one thread that a session wants.
 */
final class Connection implements FrameHandler {

    private static final int MAX_REQUEST = 64 * 1024 * 1024;
    private static final int MAX_CALLS = 10_000;
    private static final int READ_BYTES = 64 * 1024;
    private static final Duration HELLO = Duration.ofSeconds(5);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Instance instance;
    private final SocketChannel socket;
    private final SocketTransport transport;
    private final ScheduledExecutorService timer;
    private final FrameSession session;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Future<?> alarm;
    private long alarmAt = Long.MAX_VALUE;

    Connection(Instance instance, SocketChannel socket, ScheduledExecutorService timer) {
        this.instance = instance;
        this.socket = socket;
        this.timer = timer;
        this.transport = new SocketTransport(socket);
        this.session = new FrameSession(
                FrameSession.Side.INSTANCE,
                new SessionLimits(MAX_REQUEST, MAX_CALLS, HELLO, Duration.ZERO, HELLO),
                transport,
                this,
                System.nanoTime());
    }

    /** Reads until the connection ends; for a thread of its own. */
    void serve() {
        turn(session::start);
        ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
        try {
            for (int read = socket.read(buffer); read >= 0; read = socket.read(buffer.clear())) {
                int length = read;
                turn(() -> session.receive(buffer.array(), 0, length, System.nanoTime()));
            }
        } catch (IOException lost) {
            // Its end is what counts.
        }
        turn(session::ended);
        instance.closed(this);
    }

    /** Takes no more calls, and ends when those that it has are over. */
    void leave(String reason) {
        turn(() -> session.leave(reason));
    }

    private void turn(Runnable action) {
        lock.lock();
        try {
            action.run();
            transport.flush();
            arm(transport.wakeAt());
        } finally {
            lock.unlock();
        }
    }

    private void arm(long at) {
        if (at == alarmAt) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
        alarmAt = at;
        if (at != Long.MAX_VALUE && socket.isOpen()) {
            alarm = timer.schedule(this::tick, Math.max(0, at - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private void tick() {
        turn(() -> {
            alarmAt = Long.MAX_VALUE;
            transport.wakeAt(Long.MAX_VALUE);
            session.tick(System.nanoTime());
        });
    }

    /** Answers a call, once; for any thread. */
    void answer(FrameCall call, Result result) {
        turn(() -> call.result(head -> head.contentType(result.type()), ByteBuffer.wrap(result.payload())));
    }

    /** The same with a failure. */
    void fail(FrameCall call, byte[] failure) {
        turn(() -> call.failure(head -> head.contentType(ContentType.JSON), ByteBuffer.wrap(failure)));
    }

    // What the session tells, with the lock

    @Override
    public void ready() {
        // Calls come by themselves.
    }

    @Override
    public void called(FrameCall call, Fields head, byte[] payload) {
        Running running = new Running(this, call, head, payload);
        call.attach(running);
        instance.run(running);
    }

    @Override
    public void tooLarge(FrameCall call, Fields head) {
        byte[] failure = Failures.json(
                "the input is larger than " + MAX_REQUEST + " bytes, the most that this function reads",
                Failure.INPUT_ERROR,
                "");
        call.failure(fields -> fields.contentType(ContentType.JSON), ByteBuffer.wrap(failure));
    }

    @Override
    public void cancelled(FrameCall call) {
        if (call.attachment() instanceof Running running && running.end()) {
            call.failure(fields -> {}, NOTHING);
            running.interrupt();
        }
    }

    @Override
    public void late(FrameCall call) {
        if (call.attachment() instanceof Running running && running.end()) {
            byte[] failure = Failures.json(
                    "the function did not end within the time that its caller gave it", Failure.TIMEOUT_ERROR, "");
            call.failure(fields -> fields.contentType(ContentType.JSON), ByteBuffer.wrap(failure));
            running.interrupt();
        }
    }

    @Override
    public void leaving(String reason) {
        // It says goodbye, and closes.
    }

    @Override
    public void stray(String what) {
        // Something that was on its way when a call ended.
    }

    @Override
    public void closed(String reason) {
        // The end of the socket, which follows, is what counts.
    }

    /** The entry point of a call. */
    static String target(Fields head) {
        String target = head.text(Field.TARGET);
        return target == null ? "" : target;
    }
}
