package io.sluice.functions;

import java.io.InputStream;

/** What a function is called with. */
sealed interface Input {

    /** All of it, here. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares inputs, or writes to the bytes.
    record Held(byte[] bytes) implements Input {}

    /** To be read as it comes, for a function that takes a stream. */
    record Streamed(InputStream bytes) implements Input {}
}
