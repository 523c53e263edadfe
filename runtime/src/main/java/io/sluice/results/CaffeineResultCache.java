package io.sluice.results;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Results on the heap, weighed. What admission and eviction cost is paid by the thread that keeps a result. */
final class CaffeineResultCache implements ResultCache {

    /** One result may take at most this part of the memory, so that it never sweeps out many others. */
    private static final int ENTRY_PART = 16;

    private final long entryBytes;
    private final Cache<ResultKey, KeptResult> cache;
    private final LongAdder evictions = new LongAdder();

    CaffeineResultCache(long bytes, LongSupplier nanoTime) {
        this.entryBytes = Math.min(bytes / ENTRY_PART, Integer.MAX_VALUE);
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((ResultKey key, KeptResult result) -> result.weight())
                .expireAfter(new TimeToLive())
                .evictionListener(this::evicted)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public long entryBytes() {
        return entryBytes;
    }

    @Override
    public @Nullable KeptResult find(ResultKey key) {
        return cache.getIfPresent(key);
    }

    @Override
    public void keep(ResultKey key, KeptResult result) {
        if (result.weight() <= entryBytes) {
            cache.asMap().merge(key, result, CaffeineResultCache::later);
        }
    }

    private static KeptResult later(KeptResult there, KeptResult made) {
        return there.startedNanos() - made.startedNanos() > 0 ? there : made;
    }

    @Override
    public void drop(ResultKey key, KeptResult result) {
        cache.asMap().remove(key, result);
    }

    @Override
    public int dropIf(Predicate<KeptResult> unwanted) {
        int dropped = 0;
        for (Map.Entry<ResultKey, KeptResult> entry : cache.asMap().entrySet()) {
            if (unwanted.test(entry.getValue()) && cache.asMap().remove(entry.getKey(), entry.getValue())) {
                dropped++;
            }
        }
        return dropped;
    }

    @Override
    public Usage usage() {
        cache.cleanUp();
        long bytes = cache.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
        return new Usage(cache.estimatedSize(), bytes, evictions.sum());
    }

    private void evicted(@Nullable ResultKey key, @Nullable KeptResult result, RemovalCause cause) {
        if (cause == RemovalCause.SIZE) {
            evictions.increment();
        }
    }

    /** Counted from when the result came back; using it does not lengthen it. */
    private static final class TimeToLive implements Expiry<ResultKey, KeptResult> {

        @Override
        public long expireAfterCreate(ResultKey key, KeptResult result, long now) {
            return result.leftNanos(now);
        }

        @Override
        public long expireAfterUpdate(ResultKey key, KeptResult result, long now, long left) {
            return result.leftNanos(now);
        }

        @Override
        public long expireAfterRead(ResultKey key, KeptResult result, long now, long left) {
            return left;
        }
    }
}
