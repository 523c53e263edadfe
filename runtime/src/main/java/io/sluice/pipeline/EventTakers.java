package io.sluice.pipeline;

import io.sluice.contract.FunctionReference;
import java.util.Optional;

/** Knows which function takes events of a type. Called on event loops: returns at once. */
@FunctionalInterface
public interface EventTakers {

    /** The function, in the version that is meant now; nothing where none takes them. */
    Optional<FunctionReference> takerOf(String eventType);
}
