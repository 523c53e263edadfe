package io.sluice.algorithms;

import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.contract.FunctionName;
import io.sluice.pool.Payload;
import io.sluice.pool.PoolReply;
import io.sluice.registry.FunctionVersion;
import io.sluice.router.Invocation;
import io.sluice.router.InvocationFailure;
import io.sluice.router.InvocationListener;
import io.sluice.router.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last failures of every function, in memory: they are gone with the runtime. Safe for
 * use by many threads, and never blocks.
 */
public final class FailureBook implements InvocationListener {

    private static final int MOST = 200;
    private static final int LONGEST_TEXT = 2_000;
    private static final Duration KEPT = Duration.ofDays(7);

    private final InstantSource clock;
    private final LastEntries<Entry> entries = new LastEntries<>(MOST);

    public FailureBook(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A call that failed.
     *
     * @param invocation the id that the call's answer has
     * @param version what tells the version from the function's others
     * @param input the beginning of what it was given, as text, where its caller acts for the function's owner; null for others',
     *     and for bytes
     * @param type the kind of failure, as the author or the platform names it
     */
    public record Entry(
            Instant at,
            String invocation,
            FunctionName function,
            String version,
            @Nullable String input,
            String message,
            String type) {}

    /** The failures of the functions of which the predicate is true, newest first, at most {@value #MOST}. */
    public List<Entry> of(Predicate<FunctionName> which) {
        Instant oldest = clock.instant().minus(KEPT);
        return entries.of(which)
                .filter(entry -> entry.at().isAfter(oldest))
                .sorted(Comparator.comparing(Entry::at).reversed())
                .limit(MOST)
                .toList();
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
            long atNanos) {}

    @Override
    public void failed(Invocation invocation, FunctionVersion function, Throwable failure) {
        if (failure instanceof InvocationFailure.Overloaded) {
            return; // not the function's
        }
        Failure own = failure instanceof InvocationFailure.FunctionFailed told ? told.failure() : null;
        Entry entry = new Entry(
                clock.instant(),
                invocation.id(),
                function.name(),
                function.tag(),
                input(invocation, function),
                cut(own == null ? String.valueOf(failure.getMessage()) : own.message()),
                own == null ? "SystemError" : own.errorType());
        entries.add(function.name(), entry);
    }

    /** Strangers' inputs are not for those who manage what they call. */
    private static @Nullable String input(Invocation invocation, FunctionVersion function) {
        Payload payload = invocation.payload();
        boolean shown = invocation.origin().caller().actsFor(function.name().owner());
        return shown && payload.type() != ContentType.BINARY && payload.spooled() == null
                ? cut(payload.bytes().getString(0, Math.min(payload.size(), 4 * LONGEST_TEXT)))
                : null;
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }
}
