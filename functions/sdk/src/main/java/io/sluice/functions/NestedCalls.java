package io.sluice.functions;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** How nested calls reach the runtime. Thread-safe. */
@FunctionalInterface
interface NestedCalls {

    /**
     * Calls a function; begins when the {@code Uni} is subscribed to, ends with its cancellation, and takes no longer
     * than is left to the call that it is made in.
     *
     * @param parent the call that it is made in; null outside of any
     * @return the answer, or an {@link AlgorithmFailure}
     */
    Uni<AlgoResponse> call(NestedFunction function, Payload input, @Nullable Call parent);

    /** For a function that was started by hand. */
    static NestedCalls ofNoRuntime() {
        return (function, input, parent) -> Uni.createFrom().failure(NestedFailures.noRuntime(function.name()));
    }
}
