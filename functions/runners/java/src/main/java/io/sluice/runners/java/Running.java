package io.sluice.runners.java;

import io.sluice.contract.ContentType;
import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.Fields;
import io.sluice.contract.frames.FrameCall;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One call in progress. Whoever ends it first, the algorithm, its deadline or its caller, ends it. */
final class Running {

    private final Connection connection;
    private final FrameCall call;
    private final Fields head;
    private final byte[] payload;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Object guard = new Object();
    private @Nullable Thread thread;

    Running(Connection connection, FrameCall call, Fields head, byte[] payload) {
        this.connection = connection;
        this.call = call;
        this.head = head;
        this.payload = payload;
    }

    /** Ends it; false where it has ended. */
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    /** Interrupts the algorithm, if it is still at this call. */
    void interrupt() {
        synchronized (guard) {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    /** Runs the algorithm and answers; on a thread of its own. */
    void run(Algorithm algorithm) {
        belongsTo(Thread.currentThread());
        try {
            Result result = algorithm.apply(Input.of(type(), payload));
            belongsTo(null);
            if (end()) {
                connection.answer(call, result);
            }
        } catch (Throwable thrown) {
            belongsTo(null);
            if (end()) {
                connection.fail(call, Failures.json(thrown));
            }
        }
    }

    /** Absent, it is JSON. */
    private @Nullable ContentType type() {
        return head.number(Field.CONTENT_TYPE, -1) < 0 ? ContentType.JSON : head.contentType();
    }

    private void belongsTo(@Nullable Thread now) {
        synchronized (guard) {
            thread = now;
            if (now == null) {
                Thread.interrupted(); // It was for this call, and the thread has others.
            }
        }
    }
}
