package io.sluice.algorithms;

import io.sluice.contract.FunctionName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The last entries of every function, so many of each, in memory. Safe for use by many threads; never blocks for long. */
final class LastEntries<E> {

    private record Entry<E>(FunctionName function, E entry) {}

    private final int most;
    private final Map<String, Deque<Entry<E>>> byFunction = new ConcurrentHashMap<>();

    LastEntries(int most) {
        this.most = most;
    }

    void add(FunctionName function, E entry) {
        Deque<Entry<E>> entries = byFunction.computeIfAbsent(function.key(), key -> new ArrayDeque<>());
        synchronized (entries) {
            if (entries.size() == most) {
                entries.removeLast();
            }
            entries.addFirst(new Entry<>(function, entry));
        }
    }

    /** Those of the functions of which the predicate is true; of each function newest first. */
    Stream<E> of(Predicate<FunctionName> which) {
        return byFunction.values().stream()
                .map(LastEntries::copy)
                .flatMap(Collection::stream)
                .filter(entry -> which.test(entry.function()))
                .map(Entry::entry);
    }

    private static <E> List<E> copy(Deque<E> entries) {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }
}
