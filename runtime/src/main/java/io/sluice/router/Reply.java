package io.sluice.router;

import io.sluice.pool.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a flow.
 *
 * @param attributes the {@code ce-*} headers of a result that is a CloudEvent, else empty
 * @param steps what each invocation took, in order
 * @param output what the functions wrote in its course, or null where nobody asked
 */
public record Reply(
        Payload payload,
        Map<String, String> attributes,
        List<Step> steps,
        @Nullable String output) {

    /** One without output. */
    public Reply(Payload payload, Map<String, String> attributes, List<Step> steps) {
        this(payload, attributes, steps, null);
    }

    /** How old the result is where it came from the cache, else null. */
    public @Nullable Duration age() {
        return steps.isEmpty() ? null : steps.getLast().age();
    }

    /** The same with that payload. */
    public Reply with(Payload other) {
        return new Reply(other, attributes, steps, output);
    }

    /** The same for a caller who waited that long. */
    Reply within(long nanos) {
        return new Reply(
                payload,
                attributes,
                steps.stream().map(step -> step.within(nanos)).toList(),
                output);
    }

    /**
     * One invocation of a flow.
     *
     * @param function {@code owner/name}
     * @param version the version that answered
     * @param nanos how long it took as a whole
     * @param waitedNanos how long of that it waited for an instance
     * @param cold whether it had to wait for an instance to start
     * @param age how long ago the result was made, where it came from the cache; null where the function ran
     */
    public record Step(
            String function,
            String version,
            long nanos,
            long waitedNanos,
            boolean cold,
            @Nullable Duration age) {

        /** A step for which the function ran. */
        public Step(String function, String version, long nanos, long waitedNanos, boolean cold) {
            this(function, version, nanos, waitedNanos, cold, null);
        }

        Step within(long all) {
            return new Step(function, version, all, Math.min(waitedNanos, all), cold, age);
        }
    }
}
