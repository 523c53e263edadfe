package io.sluice.contract;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The position of a call in its trace, as the W3C Trace Context and Baggage recommendations write it.
 *
 * @param traceId 32 lower-case hex digits, the same for every call of one trace
 * @param spanId 16 lower-case hex digits, of this call
 * @param flags 2 hex digits; {@code 01} is sampled
 * @param state the {@code tracestate} header, passed on as it came
 * @param baggage the {@code baggage} header, passed on as it came
 */
public record TraceContext(
        String traceId,
        String spanId,
        String flags,
        @Nullable String state,
        @Nullable String baggage) {

    private static final Pattern TRACE_PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");

    /** A trace that starts here. */
    public static TraceContext start(RandomGenerator random) {
        return new TraceContext(hex(random) + hex(random), hex(random), "00", null, null);
    }

    /**
     * The trace that a caller's headers name, or a new one where {@code traceparent} is absent or broken; a state
     * without its parent is dropped, baggage is kept.
     */
    public static TraceContext of(
            @Nullable String traceParent, @Nullable String state, @Nullable String baggage, RandomGenerator random) {
        if (traceParent == null || !TRACE_PARENT.matcher(traceParent).matches()) {
            TraceContext fresh = start(random);
            return new TraceContext(fresh.traceId, fresh.spanId, fresh.flags, null, baggage);
        }
        return new TraceContext(
                traceParent.substring(3, 35),
                traceParent.substring(36, 52),
                traceParent.substring(53, 55),
                state,
                baggage);
    }

    /** The same trace, one call further in. */
    public TraceContext child(RandomGenerator random) {
        return new TraceContext(traceId, hex(random), flags, state, baggage);
    }

    /** The {@code traceparent} header. */
    public String traceParent() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }

    private static String hex(RandomGenerator random) {
        long bits = random.nextLong();
        return HexFormat.of().toHexDigits(bits == 0 ? 1 : bits);
    }
}
