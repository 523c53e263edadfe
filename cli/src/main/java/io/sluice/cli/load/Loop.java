package io.sluice.cli.load;

import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One event loop that sends calls when they are due and a connection is free, and reads answers. It is one thread's; only
 * {@link #sendDue} may come from an {@link Alarm}'s as well, which is why those that touch a connection take turns.
 */
final class Loop implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final long TICK_MILLIS = 50;
    private static final long TICK_NANOS = TICK_MILLIS * 1_000_000;

    /** After a connection could not be made none is tried for so long. */
    private static final long PAUSE_NANOS = 10_000_000;

    private final Target target;
    private final Pace pace;
    private final long end;
    private final long timeout;
    private final Recorder recorder;
    private final Selector selector;
    private final ByteBuffer request;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final Deque<Connection> free = new ArrayDeque<>();
    private LongSupplier clock = () -> 0;
    private long pauseEnd;
    private long nextLook;
    private int open;
    private int calling;

    /**
     * @param end when calls end to become due, in nanoseconds after the start
     * @param timeout how long a call may take, and how long calls may be sent after they were due to end, in nanoseconds
     */
    Loop(Target target, Pace pace, long end, long timeout) throws IOException {
        this.target = target;
        this.pace = pace;
        this.end = end;
        this.timeout = timeout;
        this.recorder = new Recorder(end);
        this.selector = Selector.open();
        this.request = ByteBuffer.allocateDirect(target.request().length).put(target.request());
    }

    /** Sets the clock: nanoseconds since the start. */
    synchronized void begin(LongSupplier started) {
        clock = started;
    }

    /** Opens so many connections ahead of the load; fails when one can't be. */
    void prepare(int connections) throws IOException {
        long limit = System.nanoTime() + timeout;
        for (int i = 0; i < connections; i++) {
            free.push(connect());
        }
        while (!free.stream().allMatch(Connection::connected)) {
            if (System.nanoTime() > limit) {
                throw new IOException("no connection within " + timeout / 1_000_000 + " ms");
            }
            selector.select(TICK_MILLIS);
            for (SelectionKey key : selector.selectedKeys()) {
                ((Connection) key.attachment()).advance(buffer);
            }
            selector.selectedKeys().clear();
        }
    }

    /**
     * Puts the load on and returns when all calls have ended, or their time has. The clock must have been {@linkplain
     * #begin set}.
     */
    Recorder run() throws IOException {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        sendDue();
        while (goesOn()) {
            selector.select(this::ready, TICK_MILLIS);
            sendDue();
            dropOverdue();
        }
        recorder.cpu(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu);
        return recorder;
    }

    private synchronized boolean goesOn() {
        if (now() > end + timeout) {
            giveUpUnsent();
        }
        return calling > 0 || pace.due(now()) != Pace.NEVER;
    }

    private long now() {
        return clock.getAsLong();
    }

    /** Sends what is due, as far as there are connections for it. */
    synchronized void sendDue() {
        long now = now();
        while (pace.due(now) <= now && (!free.isEmpty() || roomFor(now))) {
            Connection connection = free.isEmpty() ? opened(now) : free.pop();
            if (connection != null) {
                send(connection, pace.take(now), now);
            }
            now = now();
        }
    }

    private boolean roomFor(long now) {
        return open < pace.connections() && now >= pauseEnd;
    }

    private @Nullable Connection opened(long now) {
        try {
            return connect();
        } catch (IOException e) {
            pace.take(now);
            noConnection(now);
            return null;
        }
    }

    private Connection connect() throws IOException {
        Connection made = Connection.open(target.address(), selector, request, target.expected());
        open++;
        selector.wakeup(); // or it would not look at this one before it has seen something of the others
        return made;
    }

    private void noConnection(long now) {
        recorder.unexpected("no connection", 1);
        pauseEnd = now + PAUSE_NANOS;
    }

    private void send(Connection connection, long due, long now) {
        calling++;
        recorder.sent(due, now);
        try {
            connection.send(due, now);
        } catch (IOException e) {
            lost(connection, "connection broken");
        }
    }

    private synchronized void ready(SelectionKey key) {
        if (!key.isValid()) {
            return; // closed by what one of the others that are ready led to
        }
        Connection connection = (Connection) key.attachment();
        try {
            if (connection.advance(buffer)) {
                answered(connection);
            }
        } catch (MalformedAnswerException e) {
            lost(connection, String.valueOf(e.getMessage()));
        } catch (EOFException e) {
            lost(connection, "connection closed");
        } catch (IOException e) {
            lost(connection, "connection broken");
        }
    }

    private void answered(Connection connection) {
        calling--;
        recorder.answered(connection.due(), now(), connection.answer());
        if (connection.reusable()) {
            free.push(connection);
        } else {
            close(connection);
        }
        sendDue();
    }

    /** Ends a connection, with the call on it if there is one. */
    private void lost(Connection connection, String how) {
        if (connection.calling()) {
            calling--;
            if (connection.connected()) {
                recorder.unexpected(how, 1);
            } else {
                noConnection(now());
            }
        } else {
            free.remove(connection);
        }
        close(connection);
    }

    private void close(Connection connection) {
        open--;
        connection.close();
    }

    private synchronized void dropOverdue() {
        long now = now();
        if (now < nextLook) {
            return;
        }
        nextLook = now + TICK_NANOS;
        for (SelectionKey key : selector.keys()) {
            Connection connection = (Connection) key.attachment();
            if (connection.calling() && now - connection.sent() > timeout) {
                lost(connection, "no answer in time");
            }
        }
    }

    /** Counts what could not be sent at all, when it is too late for that. */
    private void giveUpUnsent() {
        long count = 0;
        while (pace.due(end) != Pace.NEVER) {
            pace.take(end);
            count++;
        }
        if (count > 0) {
            recorder.unexpected("never sent", count);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
