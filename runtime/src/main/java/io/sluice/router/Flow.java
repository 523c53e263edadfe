package io.sluice.router;

import io.sluice.contract.FunctionReference;
import java.util.List;

/** Invocations put together. */
public sealed interface Flow {

    /** One function. */
    record Call(FunctionReference function) implements Flow {}

    /** Functions in a row: each is given what the one before returned. At least one. */
    record Chain(List<FunctionReference> steps) implements Flow {
        public Chain {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("a chain has at least one step, had none");
            }
        }
    }
}
