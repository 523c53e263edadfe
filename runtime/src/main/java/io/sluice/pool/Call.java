package io.sluice.pool;

import io.sluice.contract.TraceContext;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One invocation as an instance is given it.
 *
 * @param invocation the invocation's id, for logs
 * @param caller on whose behalf it is made; instances are shared fairly between callers
 * @param token what nested calls hand back to say which call they belong to
 * @param entryPoint which of the instance's functions is meant
 * @param room where the bytes of the result are counted
 * @param timeout what is left of the deadline; positive
 * @param trace the call's own position in its trace
 * @param wantsOutput whether what the function writes in its course is wanted with the answer
 * @param parts takes the items of the result as they come, or null where it is wanted whole
 * @param attributes further headers that a function may see, such as those of a CloudEvent ({@code ce-*})
 */
public record Call(
        String invocation,
        String caller,
        String token,
        String entryPoint,
        Payload payload,
        PayloadRoom room,
        Duration timeout,
        TraceContext trace,
        boolean wantsOutput,
        @Nullable ResultParts parts,
        Map<String, String> attributes) {

    public Call {
        attributes = Map.copyOf(attributes);
    }

    /** A call whose output goes to the log only, and whose result is wanted whole. */
    public Call(
            String invocation,
            String caller,
            String token,
            String entryPoint,
            Payload payload,
            PayloadRoom room,
            Duration timeout,
            TraceContext trace,
            Map<String, String> attributes) {
        this(invocation, caller, token, entryPoint, payload, room, timeout, trace, false, null, attributes);
    }

    /** The same call when it has waited for so long; at least a nanosecond is left. */
    Call after(Duration waited) {
        Duration left = timeout.minus(waited);
        return new Call(
                invocation,
                caller,
                token,
                entryPoint,
                payload,
                room,
                left.isPositive() ? left : Duration.ofNanos(1),
                trace,
                wantsOutput,
                parts,
                attributes);
    }
}
