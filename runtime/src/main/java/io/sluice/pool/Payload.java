package io.sluice.pool;

import io.sluice.contract.ContentType;
import io.sluice.spool.SpooledFile;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that go into or come out of a function, unparsed, and what they are. They are in memory, or in the spool where they are
 * many; which of both, {@link #spooled} tells. The buffer is never written to.
 *
 * @param bytes those in memory; not to be asked for where they are in the spool
 * @param spooled where they are otherwise, or null
 */
public record Payload(
        ContentType type, Buffer bytes, @Nullable SpooledFile spooled) {

    /** A function's result when it has none. */
    public static final Payload NOTHING = new Payload(ContentType.VOID, Buffer.buffer());

    /** One in memory. */
    public Payload(ContentType type, Buffer bytes) {
        this(type, bytes, null);
    }

    /** One in the spool. */
    public static Payload in(ContentType type, SpooledFile spooled) {
        return new Payload(type, NOTHING.bytes, spooled);
    }

    /** @throws IllegalStateException when they are in the spool: whoever asks has to get them from there */
    @Override
    public Buffer bytes() {
        if (spooled != null) {
            throw new IllegalStateException(
                    "a payload of " + spooled.length() + " bytes is in the spool, not in memory");
        }
        return bytes;
    }

    /** How many bytes of it are in memory. */
    public int size() {
        return bytes.length();
    }

    /** How many bytes it has. */
    public long length() {
        return spooled == null ? bytes.length() : spooled.length();
    }
}
