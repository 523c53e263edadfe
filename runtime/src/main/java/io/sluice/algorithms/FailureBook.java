package io.sluice.algorithms;

import io.sluice.contract.Failure;
import io.sluice.contract.FunctionName;
import io.sluice.pool.Answer;
import io.sluice.pool.PoolReply;
import io.sluice.registry.FunctionVersion;
import io.sluice.router.InvocationListener;
import io.sluice.router.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last failures of every function, in memory: they are gone with the runtime. What a call was given is not kept. Safe for
 * use by many threads, and never blocks.
 */
public final class FailureBook implements InvocationListener {

    private static final int MOST = 200;
    private static final int LONGEST_MESSAGE = 2_000;
    private static final Duration KEPT = Duration.ofDays(7);

    private final InstantSource clock;
    private final Map<String, Deque<Entry>> byFunction = new ConcurrentHashMap<>();

    public FailureBook(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A call that failed.
     *
     * @param number the call's, unique while the runtime runs
     * @param version what tells the version from the function's others
     * @param type the kind of failure, as the author or the platform names it
     */
    public record Entry(Instant at, long number, FunctionName function, String version, String message, String type) {}

    /** The failures of the functions of which the predicate is true, newest first, at most {@value #MOST}. */
    public List<Entry> of(Predicate<FunctionName> which) {
        Instant oldest = clock.instant().minus(KEPT);
        return byFunction.values().stream()
                .map(FailureBook::copy)
                .flatMap(Collection::stream)
                .filter(entry -> which.test(entry.function()) && entry.at().isAfter(oldest))
                .sorted(Comparator.comparing(Entry::at).reversed())
                .limit(MOST)
                .toList();
    }

    private static List<Entry> copy(Deque<Entry> entries) {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    @Override
    public void started(long number, FunctionVersion function, Origin origin, long atNanos) {}

    @Override
    public void ended(
            long number,
            FunctionVersion function,
            @Nullable PoolReply reply,
            boolean failed,
            long startedNanos,
            long atNanos) {
        if (failed) {
            add(entry(number, function, reply));
        }
    }

    private Entry entry(long number, FunctionVersion function, @Nullable PoolReply reply) {
        Failure failure = reply != null && reply.answer() instanceof Answer.Failed told ? told.failure() : null;
        String message = failure == null ? "the call ended without an answer of the function" : failure.message();
        return new Entry(
                clock.instant(),
                number,
                function.name(),
                function.tag(),
                message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)),
                failure == null ? "SystemError" : failure.errorType());
    }

    private void add(Entry entry) {
        Deque<Entry> entries = byFunction.computeIfAbsent(entry.function().key(), key -> new ArrayDeque<>());
        synchronized (entries) {
            if (entries.size() == MOST) {
                entries.removeLast();
            }
            entries.addFirst(entry);
        }
    }
}
