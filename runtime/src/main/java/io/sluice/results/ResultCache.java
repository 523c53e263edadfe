package io.sluice.results;

import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where results are kept, each no longer than its function says, all together within a bound of memory. What is used least
 * makes room for what is used more. Methods may be called from any thread and never wait.
 */
public interface ResultCache {

    /** A cache that keeps that many bytes, in this process; 0 keeps nothing. */
    static ResultCache of(long bytes, LongSupplier nanoTime) {
        return bytes == 0 ? NoResultCache.INSTANCE : new CaffeineResultCache(bytes, nanoTime);
    }

    /** The largest entry that is kept, in bytes; 0 where nothing is. */
    long entryBytes();

    @Nullable
    KeptResult find(ResultKey key);

    /** Keeps a result, unless it is too large, or one is there whose call started later. */
    void keep(ResultKey key, KeptResult result);

    /** Drops one entry, if it is still there. */
    void drop(ResultKey key, KeptResult result);

    /** Drops the entries that the predicate says; returns how many. */
    int dropIf(Predicate<KeptResult> unwanted);

    Usage usage();

    /**
     * What is kept now, and what was not kept long enough.
     *
     * @param entries how many results
     * @param bytes what they take
     * @param evictions how many made room for others since the runtime started
     */
    record Usage(long entries, long bytes, long evictions) {}
}
