package io.sluice.functions;

import io.sluice.contract.ContentType;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call in progress: what came with its input, and its deadline. Immutable. */
abstract class Call implements FunctionContext {

    /** For calls that name no time, which only authors who run the function by hand send. */
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(300);

    /** The attribute that a call has which is an event. */
    static final String SPEC_VERSION = "ce-specversion";

    private final String function;
    private final long deadline;

    /**
     * @param function the entry point
     * @param deadline when it must have ended, in nanoseconds of {@link System#nanoTime()}
     */
    Call(String function, long deadline) {
        this.function = function;
        this.deadline = deadline;
    }

    @Override
    public final String function() {
        return function;
    }

    @Override
    public final Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** To be handed back with what is asked of the runtime by HTTP in its course; null where it has none. */
    abstract @Nullable String token();

    /** What the input is; null for what calls do not carry. */
    abstract @Nullable ContentType contentType();

    /** The same in the caller's words; null where it said nothing. */
    abstract @Nullable String mediaType();

    /** What takes what the function writes in its course, or null where nobody wants it. */
    @Nullable
    CallOutput output() {
        return null;
    }

    abstract @Nullable String traceState();

    abstract @Nullable String baggage();

    /** An event's attributes by name, {@code ce-} before each, encoded as the HTTP binding of CloudEvents has it. */
    abstract Map<String, String> attributes();

    final boolean isEvent() {
        return attributes().containsKey(SPEC_VERSION);
    }
}
