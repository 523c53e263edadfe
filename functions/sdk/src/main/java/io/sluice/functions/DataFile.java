package io.sluice.functions;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;

/**
 * One file of {@link Data}. What a method does begins when its {@code Uni} is subscribed to, ends with the caller, and
 * fails with a {@link DataFailure}. Nothing blocks; files of any size are streamed.
 */
public interface DataFile {

    /** Its address, as the caller spelt it. */
    String address();

    /** Its bytes; a file of more than {@code sluice-sdk.max-request} is a failure: get it into a local one. */
    Uni<byte[]> get();

    /**
     * Its bytes into a local file, which is created or replaced, and is gone after a failure.
     *
     * @return that local file
     */
    Uni<Path> get(Path local);

    /** Creates or replaces it; a reader sees the old bytes or the new ones, never a half. */
    Uni<Void> put(byte[] bytes);

    /** Creates or replaces it with what a local file has. */
    Uni<Void> put(Path local);

    /** Whether it is there, and may be read. */
    Uni<Boolean> exists();

    /** Deletes it; it must be there. */
    Uni<Void> delete();

    /** The same for code that may block, such as a function on its virtual thread. */
    default BlockingDataFile await() {
        return new BlockingDataFile(this);
    }
}
