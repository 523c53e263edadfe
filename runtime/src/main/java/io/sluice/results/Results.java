package io.sluice.results;

import io.sluice.contract.ContentType;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The results that may be used in place of a call. A result is good as long as the registry would send the call that made
 * it, and every call that was made for it, to the same versions; that is looked up at every use, so no change of the
 * registry is ever missed. Safe for use by many threads; look-ups never wait.
 */
public final class Results {

    private final ResultCache cache;
    private final FunctionRegistry registry;
    private final LongSupplier nanoTime;
    private final LongAdder invalidations = new LongAdder();

    /** @param nanoTime the monotonic clock, the cache's own */
    public Results(ResultCache cache, FunctionRegistry registry, LongSupplier nanoTime) {
        this.cache = cache;
        this.registry = registry;
        this.nanoTime = nanoTime;
    }

    /** Whether results of calls of the function with that input can be kept. */
    public boolean keeps(FunctionVersion function, Buffer input) {
        return function.manifest().cache().keeps() && input.length() <= ResultKey.MAX_INPUT && cache.entryBytes() > 0;
    }

    /** A result that will do, or null. */
    public @Nullable KeptResult find(ResultKey key) {
        KeptResult kept = cache.find(key);
        if (kept == null || kept.holds(registry)) {
            return kept;
        }
        cache.drop(key, kept);
        invalidations.increment();
        return null;
    }

    /** Keeps a result that has just come back; unless it is too large, or what it depends on has changed meanwhile. */
    public void keep(ResultKey key, ContentType type, Buffer bytes, long startedNanos, List<Dependency> made) {
        if (bytes.length() > cache.entryBytes()) {
            return;
        }
        KeptResult result =
                new KeptResult(key.function(), type, alone(bytes), startedNanos, nanoTime.getAsLong(), made);
        if (result.holds(registry)) {
            cache.keep(key, result);
        }
    }

    /** The bytes by themselves: what came from the network may be a small part of a large buffer. */
    private static Buffer alone(Buffer bytes) {
        return Buffer.buffer(bytes.length()).appendBuffer(bytes);
    }

    /** Drops what cannot be used any more, for when versions have changed. Takes time in proportion to what is kept. */
    public void dropOutdated() {
        invalidations.add(cache.dropIf(kept -> !kept.holds(registry)));
    }

    /** How many results were dropped because a version had changed. */
    public long invalidations() {
        return invalidations.sum();
    }

    public ResultCache.Usage usage() {
        return cache.usage();
    }
}
