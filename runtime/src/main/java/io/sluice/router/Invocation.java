package io.sluice.router;

import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import java.util.Map;

/**
 * One call of a function, as it entered the runtime.
 *
 * @param id unique; in logs and error replies
 * @param function what is called, as the caller named it
 * @param room where the payload is counted, and all that comes of it
 * @param deadline when nobody waits any more
 * @param trace the call's own position in its trace
 * @param attributes headers that the function may see, such as those of a CloudEvent ({@code ce-*})
 */
public record Invocation(
        String id,
        FunctionReference function,
        Payload payload,
        PayloadRoom room,
        Origin origin,
        Deadline deadline,
        TraceContext trace,
        Map<String, String> attributes) {

    public Invocation {
        attributes = Map.copyOf(attributes);
    }
}
