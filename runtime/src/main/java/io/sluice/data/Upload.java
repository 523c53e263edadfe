package io.sluice.data;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file on its way into the store, seen by nobody before it is whole. Blocks; for one thread at a time. */
public interface Upload extends AutoCloseable {

    /** Takes all bytes that remain; does not keep the buffer. */
    void write(ByteBuffer bytes) throws IOException;

    /**
     * Puts the file where readers find it, in place of one of the same name, in one step; when it returns, the file outlives a
     * crash.
     *
     * @throws DataFailure.NotFound when its collection is gone
     */
    StoredFile commit() throws IOException;

    /** Throws away what was not committed, and never fails. */
    @Override
    void close();
}
