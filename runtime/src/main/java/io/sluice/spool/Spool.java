package io.sluice.spool;

import io.sluice.data.DataPath;
import io.sluice.data.DataStore;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps payloads outside of memory, in the store of data, until nobody needs them any more. No name in it was made by a client or a
 * function, or can be guessed. What a runtime that was killed has left there goes at the next start. Safe for use by many threads.
 */
public final class Spool {

    private static final Logger LOG = Logger.getLogger(Spool.class);

    /** How long a payload waits for its turn to be moved. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DataStore store;
    private final DataPath.Spool area;
    private final SpoolLimits limits;
    private final RandomGenerator random;
    private final Semaphore in;
    private final Semaphore out;
    private final AtomicLong taken = new AtomicLong();

    /**
     * @param area where in the store; of no other runtime
     * @param random what can't be guessed
     */
    public Spool(DataStore store, DataPath.Spool area, SpoolLimits limits, RandomGenerator random) {
        this.store = store;
        this.area = area;
        this.limits = limits;
        this.random = random;
        this.in = new Semaphore(limits.transfers(), true);
        this.out = new Semaphore(limits.transfers(), true);
    }

    /** Whether a payload of so many bytes is kept here, and not in memory. */
    public boolean isFor(long bytes) {
        return bytes > limits.above() && limits.above() > 0;
    }

    /** Whether anything is kept here. */
    public boolean isOn() {
        return limits.above() > 0;
    }

    /** How many bytes are kept here now. */
    public long bytes() {
        return taken.get();
    }

    /** The largest payload, in bytes. */
    public long most() {
        return limits.most();
    }

    /** Which way a payload goes. They have turns apart: what goes in may wait for what goes out, as a function reads and writes. */
    public enum Way {
        IN,
        OUT
    }

    /** Moves a payload in or out. */
    public interface Transfer<T> {
        T run() throws IOException;
    }

    /**
     * Does it when it is its turn; waits for that, but not long. Blocks.
     *
     * @throws SpoolFailure.Full when the turn does not come
     */
    public <T> T inTurn(Way way, Transfer<T> transfer) throws IOException, InterruptedException {
        Semaphore turns =
                switch (way) {
                    case IN -> in;
                    case OUT -> out;
                };
        if (!turns.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw SpoolFailure.Full.ofTransfers(limits.transfers());
        }
        try {
            return transfer.run();
        } finally {
            turns.release();
        }
    }

    /** Where the bytes of a payload come from. */
    @FunctionalInterface
    public interface Source {
        /** The next of them, or null at the end. Blocks. */
        @Nullable
        List<Buffer> next() throws IOException;
    }

    /**
     * Takes a payload in; whoever gets it holds it. Blocks.
     *
     * @param first what has come of it already
     */
    public SpooledFile take(Buffer first, Source rest) throws IOException {
        try (Intake intake = begin()) {
            intake.write(first.getByteBuf().nioBuffer());
            for (List<Buffer> some = rest.next(); some != null; some = rest.next()) {
                for (Buffer bytes : some) {
                    intake.write(bytes.getByteBuf().nioBuffer());
                }
            }
            return intake.keep();
        }
    }

    private Intake begin() throws IOException {
        DataPath.File file = area.file(
                HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong()));
        return new Intake(this, file, store.upload(file));
    }

    /** Takes room for so many bytes more of a payload that has so many then. */
    void take(long bytes, long length) {
        if (length > limits.most()) {
            throw tooLarge("more");
        }
        if (taken.addAndGet(bytes) > limits.all()) {
            taken.addAndGet(-bytes);
            throw SpoolFailure.Full.ofBytes(limits.all());
        }
    }

    /** What to say of a payload that is larger than any may be. */
    public SpoolFailure.TooLarge tooLarge(String was) {
        return new SpoolFailure.TooLarge(limits.most(), was);
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    DataStore store() {
        return store;
    }

    void delete(DataPath.File file, long length) {
        Thread.ofVirtual().name("sluice-spool-delete").start(() -> {
            try {
                store.delete(file);
            } catch (IOException | RuntimeException e) {
                LOG.warnf(e, "a payload could not be deleted; the next start of the runtime does");
            } finally {
                giveBack(length);
            }
        });
    }

    /** Deletes what a runtime that was killed has left. Blocks; for the start. */
    public void sweep() {
        try {
            store.delete(area, true);
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "payloads that the last runtime left could not be deleted");
        }
    }
}
