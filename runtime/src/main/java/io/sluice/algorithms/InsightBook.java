package io.sluice.algorithms;

import io.sluice.contract.FunctionName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * What functions report of themselves while they run, named values for those who manage them: the last of every function, in
 * memory, gone with the runtime. Safe for use by many threads, and never blocks.
 */
public final class InsightBook {

    private static final int MOST = 1_000;

    private final InstantSource clock;
    private final LastEntries<Insight> entries = new LastEntries<>(MOST);

    public InsightBook(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A value that a function reported.
     *
     * @param invocation the call that it did so in
     */
    public record Insight(Instant at, String invocation, String key, String value) {}

    /** Notes what a function reports in the course of an invocation. */
    public void add(FunctionName function, String invocation, String key, String value) {
        entries.add(function, new Insight(clock.instant(), invocation, key, value));
    }

    /** What a function reported, newest first, at most {@value #MOST}. */
    public List<Insight> of(FunctionName function) {
        return entries.of(function::equals).toList();
    }
}
