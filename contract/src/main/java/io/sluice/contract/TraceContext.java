package io.sluice.contract;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
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

    // Where the parts of a traceparent header lie: version-trace-span-flags.
    private static final int TRACE = 3;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;
    private static final int END = 55;

    /** A trace that starts here. */
    public static TraceContext start(RandomGenerator random) {
        return of(null, null, null, random);
    }

    /**
     * The trace that a caller's headers name, or a new one where {@code traceparent} is absent or broken; a state
     * without its parent is dropped, baggage is kept.
     */
    public static TraceContext of(
            @Nullable String traceParent, @Nullable String state, @Nullable String baggage, RandomGenerator random) {
        if (traceParent == null || !isValid(traceParent)) {
            return new TraceContext(hex(random) + hex(random), hex(random), "00", null, baggage);
        }
        return new TraceContext(
                traceParent.substring(TRACE, SPAN - 1),
                traceParent.substring(SPAN, FLAGS - 1),
                traceParent.substring(FLAGS, END),
                state,
                baggage);
    }

    /** As the recommendation has it; what a later version adds is behind another dash. */
    private static boolean isValid(String parent) {
        return parent.length() >= END
                && (parent.length() == END || parent.charAt(END) == '-')
                && areHex(parent, 0, TRACE - 1)
                && !parent.startsWith("ff")
                && parent.charAt(TRACE - 1) == '-'
                && areHex(parent, TRACE, SPAN - 1)
                && !areZero(parent, TRACE, SPAN - 1)
                && parent.charAt(SPAN - 1) == '-'
                && areHex(parent, SPAN, FLAGS - 1)
                && !areZero(parent, SPAN, FLAGS - 1)
                && parent.charAt(FLAGS - 1) == '-'
                && areHex(parent, FLAGS, END);
    }

    private static boolean areHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean areZero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
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
