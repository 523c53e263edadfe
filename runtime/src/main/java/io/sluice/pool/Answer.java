package io.sluice.pool;

import io.sluice.contract.Failure;
import java.util.Map;

/** What became of a call that an instance took and finished. */
public sealed interface Answer {

    /**
     * The function returned.
     *
     * @param attributes the {@code ce-*} headers of a result that is a CloudEvent, else empty
     */
    record Result(Payload payload, Map<String, String> attributes) implements Answer {
        public Result {
            attributes = Map.copyOf(attributes);
        }
    }

    /** The function failed, in its author's words. */
    record Failed(Failure failure) implements Answer {}
}
