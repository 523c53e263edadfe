package io.sluice.router;

import io.sluice.contract.FunctionReference;
import java.util.List;
import java.util.stream.Collectors;

/** Invocations put together. */
public sealed interface Flow {

    /** One function. */
    record Call(FunctionReference function) implements Flow {}

    /**
     * Functions in a row: each is given what the one before returned. At least one.
     *
     * @param key names the chain by its functions' keys, whatever versions of them are asked for
     */
    record Chain(List<FunctionReference> steps, String key) implements Flow {

        private static final String THEN = "|";

        public Chain(List<FunctionReference> steps) {
            this(steps, steps.stream().map(step -> step.name().key()).collect(Collectors.joining(THEN)));
        }

        public Chain {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("a chain has at least one step, had none");
            }
        }
    }
}
