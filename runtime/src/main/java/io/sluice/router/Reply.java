package io.sluice.router;

import io.sluice.pool.Payload;
import java.util.List;
import java.util.Map;

/**
 * What came out of a flow.
 *
 * @param attributes the {@code ce-*} headers of a result that is a CloudEvent, else empty
 * @param steps what each invocation took, in order
 */
public record Reply(Payload payload, Map<String, String> attributes, List<Step> steps) {

    /**
     * One invocation of a flow.
     *
     * @param function {@code owner/name}
     * @param version the version that answered
     * @param nanos how long it took as a whole
     * @param waitedNanos how long of that it waited for an instance
     * @param cold whether it had to wait for an instance to start
     */
    public record Step(String function, String version, long nanos, long waitedNanos, boolean cold) {}
}
