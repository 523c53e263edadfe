package io.sluice.pool;

import io.sluice.contract.ContentType;
import io.vertx.core.buffer.Buffer;

/** The bytes that go into or come out of a function, unparsed, and what they are. The buffer is never written to. */
public record Payload(ContentType type, Buffer bytes) {

    /** A function's result when it has none. */
    public static final Payload NOTHING = new Payload(ContentType.VOID, Buffer.buffer());

    /** How many bytes it has. */
    public int size() {
        return bytes.length();
    }
}
