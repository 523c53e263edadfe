package io.sluice.data;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sorted names of large folders that clients are paging through, so that a page is a range of them. A listing is as old
 * as the first page that a client asked for, and is forgotten soon. Safe for use by many threads.
 */
final class CaffeineListings {

    private static final Duration KEPT = Duration.ofMinutes(1);

    /** About what an object of Java's costs beside the characters. */
    private static final int OVERHEAD = 64;

    private final Cache<Path, List<String>> listings;
    private final long mostBytes;

    /** @param mostBytes what all listings may take together */
    CaffeineListings(long mostBytes, LongSupplier nanoTime) {
        this.mostBytes = mostBytes;
        this.listings = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((Path folder, List<String> names) -> (int) Math.min(bytes(names), Integer.MAX_VALUE))
                .expireAfterWrite(KEPT)
                .scheduler(Scheduler.systemScheduler())
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    private static long bytes(List<String> names) {
        return names.stream().mapToLong(CaffeineListings::bytes).sum();
    }

    /** About what a name takes in memory. */
    static long bytes(String name) {
        return OVERHEAD + name.length();
    }

    /** What one listing may take: more of them than one have room. */
    long mostBytesOfOne() {
        return mostBytes / 2;
    }

    @Nullable
    List<String> find(Path folder) {
        return listings.getIfPresent(folder);
    }

    void keep(Path folder, List<String> names) {
        listings.put(folder, names);
    }

    void forget(Path folder) {
        listings.invalidate(folder);
    }
}
