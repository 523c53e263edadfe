package io.sluice.pool;

import io.sluice.spool.Spool;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The memory that requests and their payloads may take up in the runtime at once, shared fairly by caller: of the half
 * that is there for inputs, each may have up to twice what is left over then. So one caller alone gets two thirds, several
 * get equal parts, and whoever comes next finds room (the dynamic thresholds of Choudhury and Hahne, IEEE/ACM
 * Transactions on Networking 6(2), 1998). The other half is for results; of all together one caller may have up to four
 * times what is left over, as what has been worked for should not be lost.
 *
 * <p>Payloads that are too large for it are in the {@link Spool}, and count nothing here.
 *
 * <p>Nobody waits for room: who finds none is refused. Safe for use by many threads.
 */
public final class PayloadMemory {

    /** What a request counts with beside its payloads, which is about what it takes up; small payloads fit in. */
    static final long REQUEST_BYTES = 8 * 1024;

    /** How many times what is left over one caller may have. */
    private static final int INPUTS_SHARE = 2;

    private static final int SHARE = 4;

    private final Map<String, Share> shares = new ConcurrentHashMap<>();
    private final Pot inputs;
    private final Pot all;
    private final @Nullable Spool spool;
    private long refusals;

    /** Memory without a spool beside it. */
    public PayloadMemory(long bytes) {
        this(bytes, null);
    }

    /**
     * @param bytes how much there is; at least what two requests count with
     * @param spool where payloads are that are too large for it, or null where there is none
     */
    public PayloadMemory(long bytes, @Nullable Spool spool) {
        if (bytes < 4 * REQUEST_BYTES) {
            throw new IllegalArgumentException(
                    "payload memory must be at least " + 4 * REQUEST_BYTES + " bytes, was " + bytes);
        }
        this.spool = spool;
        this.all = new Pot(bytes, SHARE);
        this.inputs = new Pot(bytes / 2, INPUTS_SHARE);
    }

    /** Memory without a bound worth speaking of, for what is bounded otherwise. */
    public static PayloadMemory unbounded() {
        return new PayloadMemory(Long.MAX_VALUE / 8);
    }

    /** A bounded number of bytes, and how many of them are taken. */
    private static final class Pot {
        private final long bytes;
        private final int times;
        private long taken;

        Pot(long bytes, int times) {
            this.bytes = bytes;
            this.times = times;
        }

        boolean hasRoom(long more, long had) {
            long left = bytes - taken;
            return more <= left && had + more <= times * left;
        }
    }

    /** What one caller has; guarded by the memory. */
    static final class Share {
        private long inputs;
        private long all;
    }

    /** Room for a request of that caller, or null when there is none. */
    public @Nullable PayloadRoom open(String caller) {
        Share share = shares.get(caller);
        if (share == null) {
            share = shares.computeIfAbsent(caller, _ -> new Share());
        }
        return take(share, REQUEST_BYTES, true) ? new PayloadRoom(this, share, REQUEST_BYTES) : null;
    }

    /** Where payloads are that are too large for memory, or null. */
    @Nullable
    Spool spool() {
        return spool;
    }

    synchronized boolean take(Share share, long bytes, boolean input) {
        if (!all.hasRoom(bytes, share.all) || input && !inputs.hasRoom(bytes, share.inputs)) {
            refusals++;
            return false;
        }
        all.taken += bytes;
        share.all += bytes;
        if (input) {
            inputs.taken += bytes;
            share.inputs += bytes;
        }
        return true;
    }

    synchronized void giveBack(Share share, long bytes, long ofInputs) {
        all.taken -= bytes;
        share.all -= bytes;
        inputs.taken -= ofInputs;
        share.inputs -= ofInputs;
    }

    /** How many bytes there are. */
    public long bytes() {
        return all.bytes;
    }

    /** How often one found no room. */
    public synchronized long refusals() {
        return refusals;
    }

    /** How many of them are taken now. */
    public synchronized long taken() {
        return all.taken;
    }
}
