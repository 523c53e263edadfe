package io.sluice.pool;

import io.sluice.spool.Spool;
import io.sluice.spool.SpooledFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What one request takes up of the {@link PayloadMemory}: its input, and the results of the calls that are made for it.
 * Closed when nothing of it is needed any more, but for what others {@linkplain #hold() hold}. Safe for use by many threads.
 */
public final class PayloadRoom {

    /** What small payloads take up is counted with the request. */
    private static final long SMALL = PayloadMemory.REQUEST_BYTES / 2;

    private final PayloadMemory memory;
    private final PayloadMemory.Share share;
    private long inputs;
    private long taken;
    private long kept = PayloadMemory.REQUEST_BYTES - SMALL;
    private List<Payload> spooled = List.of();
    private boolean closed;
    private int holds = 1;

    PayloadRoom(PayloadMemory memory, PayloadMemory.Share share, long taken) {
        this.memory = memory;
        this.share = share;
        this.inputs = taken;
        this.taken = taken;
    }

    /** Room that is no part of any memory, for what is bounded otherwise. */
    public static PayloadRoom unbounded() {
        return new PayloadRoom(PayloadMemory.unbounded(), new PayloadMemory.Share(), PayloadMemory.REQUEST_BYTES);
    }

    /** Takes room for so many bytes of an input; false when there is none, or it was given back. */
    public boolean input(long bytes) {
        return take(bytes, true);
    }

    /** Takes room for so many bytes of a result; false when there is none, or it was given back. */
    public boolean result(long bytes) {
        return take(bytes, false);
    }

    private synchronized boolean take(long bytes, boolean input) {
        long more = kept + bytes - taken;
        if (holds == 0 || more > 0 && !memory.take(share, more, input)) {
            return false;
        }
        kept += bytes;
        if (more > 0) {
            taken += more;
            inputs += input ? more : 0;
        }
        return true;
    }

    /** Where payloads of this request are that are too large for memory, or null where none is. */
    public @Nullable Spool spool() {
        return memory.spool();
    }

    /** Whether a payload of so many bytes is too large for memory. */
    public boolean spools(long bytes) {
        Spool spool = memory.spool();
        return spool != null && spool.isFor(bytes);
    }

    /** Holds a payload in the spool from now on as long as this room; false when it was given back, and the payload let go. */
    public boolean keep(Payload payload) {
        SpooledFile file = Objects.requireNonNull(payload.spooled());
        synchronized (this) {
            if (holds > 0) {
                spooled = spooled.isEmpty() ? new ArrayList<>() : spooled;
                spooled.add(payload);
                return true;
            }
        }
        file.letGo();
        return false;
    }

    /** Holds a payload too that another room holds; false when it or this room was given back. */
    public boolean share(Payload payload) {
        return Objects.requireNonNull(payload.spooled()).hold() && keep(payload);
    }

    /** The payload in the spool that this room holds by that name, or null. */
    public synchronized @Nullable Payload find(String reference) {
        for (Payload payload : spooled) {
            if (Objects.requireNonNull(payload.spooled()).reference().equals(reference)) {
                return payload;
            }
        }
        return null;
    }

    /** A payload of this request is not needed any more; it is let go where it is in the spool. */
    public void drop(Payload payload) {
        SpooledFile file = payload.spooled();
        if (file == null) {
            drop(payload.size());
        } else if (forget(payload)) {
            file.letGo();
        }
    }

    private synchronized boolean forget(Payload payload) {
        return !spooled.isEmpty() && spooled.remove(payload);
    }

    /** So many bytes are not kept any more; there is room for others of this request. */
    public synchronized void drop(long bytes) {
        kept -= bytes;
    }

    /**
     * Holds it for work that may go on when the request is over; has no effect once it was given back.
     *
     * @return ends that; doing this again does nothing
     */
    public synchronized Runnable hold() {
        if (holds == 0) {
            return () -> {};
        }
        holds++;
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                release();
            }
        };
    }

    /** The request is over: when nobody holds it either, all is given back. Doing this again does nothing. */
    public synchronized void close() {
        if (!closed) {
            closed = true;
            release();
        }
    }

    private synchronized void release() {
        holds--;
        if (holds == 0) {
            memory.giveBack(share, taken, inputs);
            spooled.forEach(payload -> Objects.requireNonNull(payload.spooled()).letGo());
            spooled = List.of();
        }
    }
}
