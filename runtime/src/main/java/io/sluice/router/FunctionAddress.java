package io.sluice.router;

import io.sluice.registry.FunctionVersion;

/** The event-bus address of one version of a function. */
record FunctionAddress(String value) {

    static FunctionAddress of(FunctionVersion function) {
        return new FunctionAddress("sluice.function/" + function.name().key() + "@" + function.version());
    }
}
