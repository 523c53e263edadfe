package io.sluice.functions;

import java.nio.file.Path;

/** A {@link DataFile} whose methods wait until it is done, at most as long as the call in progress may take. Thread-safe. */
public final class BlockingDataFile {

    private final DataFile file;

    BlockingDataFile(DataFile file) {
        this.file = file;
    }

    /** See {@link DataFile#get()}. */
    public byte[] get() {
        return file.get().await().indefinitely();
    }

    /** See {@link DataFile#get(Path)}. */
    public Path get(Path local) {
        return file.get(local).await().indefinitely();
    }

    /** See {@link DataFile#put(byte[])}. */
    public void put(byte[] bytes) {
        file.put(bytes).await().indefinitely();
    }

    /** See {@link DataFile#put(Path)}. */
    public void put(Path local) {
        file.put(local).await().indefinitely();
    }

    /** See {@link DataFile#exists()}. */
    public boolean exists() {
        return file.exists().await().indefinitely();
    }

    /** See {@link DataFile#delete()}. */
    public void delete() {
        file.delete().await().indefinitely();
    }
}
