package io.sluice.functions;

import io.sluice.contract.FunctionReference;

/**
 * A function that is called from inside another.
 *
 * @param name as the author of the caller spells it, for what goes wrong
 */
record NestedFunction(String name, FunctionReference reference) {

    /** @throws IllegalArgumentException when it is not a reference */
    static NestedFunction of(String name) {
        return new NestedFunction(name, FunctionReference.parse(name));
    }
}
