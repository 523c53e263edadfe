package io.sluice.functions;

/**
 * Files that functions and their callers share: inject it. What is asked is asked on behalf of the call in progress, with
 * the rights of its caller and in what is left of its time. May be used from any thread that carries the call's CDI
 * request context: the function's own thread, stages of a {@code Uni}, managed executors.
 */
@FunctionalInterface
public interface Data {

    /**
     * The file at that address, be there one or not.
     *
     * @param address such as {@code data://.session/frame-1.jpg} or {@code data://acme/box/a.txt}
     * @throws DataFailure an {@code InputError} when it is no address of a file
     */
    DataFile file(String address);

    /** Files in memory, for tests of functions: there is nothing at first, and every address may be written. */
    static Data inMemory() {
        return new InMemoryData();
    }
}
