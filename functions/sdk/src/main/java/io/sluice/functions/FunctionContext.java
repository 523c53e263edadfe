package io.sluice.functions;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The call in progress, for the author of the function: inject it, or take it as a {@code @Context} parameter. Every
 * method speaks of the call whose CDI request context is active.
 *
 * <p>Its methods throw {@link IllegalStateException} outside a call.
 */
public interface FunctionContext {

    /** The entry point that was called. */
    String function();

    /** The invocation's id, as the runtime's log has it; empty where the caller gave none. */
    String invocation();

    /** What is left of the call's time, never negative. */
    Duration remaining();

    /** The W3C {@code traceparent} of the call, where it has one. */
    Optional<String> traceParent();

    /** Every header of the call but its token, names in lower case. */
    Map<String, String> headers();
}
