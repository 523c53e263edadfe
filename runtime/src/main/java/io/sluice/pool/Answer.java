package io.sluice.pool;

import io.sluice.contract.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a call that an instance took and finished. */
public sealed interface Answer {

    /** What the function wrote to standard output and error meanwhile, or null where nobody asked, or it doesn't tell. */
    @Nullable
    String output();

    /**
     * The function returned.
     *
     * @param attributes the {@code ce-*} headers of a result that is a CloudEvent, else empty
     */
    record Result(
            Payload payload,
            Map<String, String> attributes,
            @Nullable String output) implements Answer {
        public Result {
            attributes = Map.copyOf(attributes);
        }

        /** One without output. */
        public Result(Payload payload, Map<String, String> attributes) {
            this(payload, attributes, null);
        }
    }

    /** The function failed, in its author's words. */
    record Failed(Failure failure, @Nullable String output) implements Answer {

        /** One without output. */
        public Failed(Failure failure) {
            this(failure, null);
        }
    }
}
