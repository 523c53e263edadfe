package io.sluice.pool;

import io.sluice.contract.Failure;
import io.sluice.contract.FunctionReference;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the calls that functions make from inside their calls. Called on event loops: returns at once. */
@FunctionalInterface
public interface NestedCalls {

    /** Makes the call; cancelling gives it up. */
    Uni<Outcome> call(NestedCall call);

    /**
     * Says that a call is about to make others, so that instances can be started for them; nothing has to come of it.
     *
     * @param parent the token of the call that is about to make them
     * @param atOnce how many times at once the function is going to be called
     */
    default void expect(String parent, FunctionReference function, int atOnce) {}

    /**
     * A call from inside a call.
     *
     * @param parent the token of the call that it is made in
     * @param function the function as its caller names it: {@code owner/name}, with {@code @version} or without
     * @param timeout how long its caller waits, or null where it did not say
     * @param traceParent its place in a trace, as W3C writes it, or null: that of its parent
     * @param attributes headers that the function may see, such as those of a CloudEvent ({@code ce-*})
     * @param room holds bytes that are a result and too large for memory; null where the result is wanted in memory
     */
    record NestedCall(
            String parent,
            String function,
            Payload payload,
            @Nullable Duration timeout,
            @Nullable String traceParent,
            @Nullable String traceState,
            @Nullable String baggage,
            Map<String, String> attributes,
            @Nullable PayloadRoom room) {

        public NestedCall {
            attributes = Map.copyOf(attributes);
        }

        /** One whose result is wanted in memory. */
        public NestedCall(
                String parent,
                String function,
                Payload payload,
                @Nullable Duration timeout,
                @Nullable String traceParent,
                @Nullable String traceState,
                @Nullable String baggage,
                Map<String, String> attributes) {
            this(parent, function, payload, timeout, traceParent, traceState, baggage, attributes, null);
        }
    }

    /**
     * How a call was answered.
     *
     * @param function the function and the version that it got
     * @param waited how long of it was spent waiting for an instance
     */
    record Served(String function, Duration waited, By by) {

        /** What answered. */
        public enum By {
            /** An instance that was there. */
            WARM,
            /** An instance that had to start. */
            COLD,
            /** A result that was kept. */
            KEPT
        }
    }

    /** What came of it. */
    sealed interface Outcome {

        /**
         * The function returned.
         *
         * @param attributes the {@code ce-*} headers of a result that is a CloudEvent, else empty
         * @param served how it came by its result, or null where nobody says
         */
        record Returned(
                Payload payload,
                Map<String, String> attributes,
                Duration took,
                @Nullable Served served) implements Outcome {}

        /**
         * The function failed, or was not called.
         *
         * @param status the HTTP status of a call that the runtime refused, or 0 where the function itself failed
         * @param retryAfter when it is worth trying again, or null where it is not
         */
        record Failed(Failure failure, int status, @Nullable Duration retryAfter) implements Outcome {}
    }
}
