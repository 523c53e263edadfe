package io.sluice.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;

/**
 * What was read from texts that clients send again and again, such as paths: so many, that are not too long, and no longer
 * than others are asked for. What is read must follow from the text alone. Safe for use by many threads.
 */
public final class CaffeineLookups<T> {

    private static final int MOST = 1_000;
    private static final int LONGEST = 500;

    private final Cache<String, T> known =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** What is known of the text, else what the reader makes of it; where that throws, nothing is remembered. */
    public T of(String text, Supplier<T> reader) {
        T before = known.getIfPresent(text);
        if (before != null) {
            return before;
        }
        T read = reader.get();
        if (text.length() <= LONGEST) {
            known.put(text, read);
        }
        return read;
    }
}
