package io.sluice.data;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/** A file that is being read: the same to the end, though it be replaced or deleted meanwhile. Blocks; for one thread at a time. */
public interface Download extends AutoCloseable {

    /** What it is. */
    StoredFile file();

    /**
     * Its bytes from the offset on, of which there are as many as the length says; called once, before {@link #close}, which closes
     * the channel too.
     */
    ReadableByteChannel bytes(long offset, long length) throws IOException;

    /** Gives up what it holds, and never fails. */
    @Override
    void close();
}
