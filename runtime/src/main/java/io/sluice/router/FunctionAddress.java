package io.sluice.router;

import io.sluice.registry.FunctionVersion;

/** The event-bus address where one version of a function is called from one event loop: what is sent there stays on it. */
record FunctionAddress(String value) {

    static FunctionAddress of(FunctionVersion function, int loop) {
        return new FunctionAddress("sluice.function/" + function.name().key() + "@" + function.tag() + "#" + loop);
    }
}
