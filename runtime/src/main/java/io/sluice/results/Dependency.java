package io.sluice.results;

import io.sluice.contract.FunctionReference;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;

/**
 * That a call made another one: how it named the function, and the version that it got.
 *
 * @param reference the function as it was called
 * @param version what that meant then
 */
public record Dependency(FunctionReference reference, FunctionVersion version) {

    /** Whether the same call would get the same version now. */
    boolean holds(FunctionRegistry registry) {
        return registry.resolve(reference).filter(version::equals).isPresent();
    }
}
