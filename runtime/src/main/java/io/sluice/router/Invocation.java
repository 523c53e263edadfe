package io.sluice.router;

import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.ResultParts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function, as it entered the runtime.
 *
 * @param id unique; in logs and error replies
 * @param function what is called, as the caller named it
 * @param room where the payload is counted, and all that comes of it
 * @param deadline when nobody waits any more
 * @param trace the call's own position in its trace
 * @param attributes headers that the function may see, such as those of a CloudEvent ({@code ce-*})
 * @param cacheUse whether a kept result will do
 * @param wantsOutput whether what the function writes in its course is wanted with the answer
 * @param parts takes the items of the result as they come, or null where it is wanted whole
 */
public record Invocation(
        String id,
        FunctionReference function,
        Payload payload,
        PayloadRoom room,
        Origin origin,
        Deadline deadline,
        TraceContext trace,
        Map<String, String> attributes,
        CacheUse cacheUse,
        boolean wantsOutput,
        @Nullable ResultParts parts) {

    public Invocation {
        attributes = Map.copyOf(attributes);
    }

    /** The same of another function. */
    Invocation of(FunctionReference other) {
        return new Invocation(
                id, other, payload, room, origin, deadline, trace, attributes, cacheUse, wantsOutput, parts);
    }

    /** The same from elsewhere. */
    Invocation from(Origin other) {
        return new Invocation(
                id, function, payload, room, other, deadline, trace, attributes, cacheUse, wantsOutput, parts);
    }

    /** The same whose output is nobody's. */
    Invocation withoutOutput() {
        return new Invocation(id, function, payload, room, origin, deadline, trace, attributes, cacheUse, false, parts);
    }

    /** The same of another function, given what the one before it returned. */
    Invocation next(FunctionReference other, Reply before) {
        return new Invocation(
                id,
                other,
                before.payload(),
                room,
                origin,
                deadline,
                trace,
                before.attributes(),
                cacheUse,
                wantsOutput,
                parts);
    }

    /** The same whose result is wanted whole. */
    Invocation withoutParts() {
        return new Invocation(
                id, function, payload, room, origin, deadline, trace, attributes, cacheUse, wantsOutput, null);
    }

    /** One for which a kept result will do. */
    public Invocation(
            String id,
            FunctionReference function,
            Payload payload,
            PayloadRoom room,
            Origin origin,
            Deadline deadline,
            TraceContext trace,
            Map<String, String> attributes) {
        this(id, function, payload, room, origin, deadline, trace, attributes, CacheUse.ALLOWED, false, null);
    }
}
