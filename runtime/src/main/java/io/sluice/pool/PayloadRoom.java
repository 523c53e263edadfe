package io.sluice.pool;

/**
 * What one request takes up of the {@link PayloadMemory}: its input, and the results of the calls that are made for it.
 * Closed when nothing of it is needed any more. Safe for use by many threads.
 */
public final class PayloadRoom {

    /** What small payloads take up is counted with the request. */
    private static final long SMALL = PayloadMemory.REQUEST_BYTES / 2;

    private final PayloadMemory memory;
    private final PayloadMemory.Share share;
    private long inputs;
    private long taken;
    private long kept = PayloadMemory.REQUEST_BYTES - SMALL;
    private boolean closed;

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

    /** Takes room for so many bytes of an input; false when there is none, or it is closed. */
    public boolean input(long bytes) {
        return take(bytes, true);
    }

    /** Takes room for so many bytes of a result; false when there is none, or it is closed. */
    public boolean result(long bytes) {
        return take(bytes, false);
    }

    private synchronized boolean take(long bytes, boolean input) {
        long more = kept + bytes - taken;
        if (closed || more > 0 && !memory.take(share, more, input)) {
            return false;
        }
        kept += bytes;
        if (more > 0) {
            taken += more;
            inputs += input ? more : 0;
        }
        return true;
    }

    /** So many bytes are not kept any more; there is room for others of this request. */
    public synchronized void drop(long bytes) {
        kept -= bytes;
    }

    /** Nothing of the request is kept any more. Doing this again does nothing. */
    public synchronized void close() {
        if (!closed) {
            closed = true;
            memory.giveBack(share, taken, inputs);
        }
    }
}
