package io.sluice.results;

import io.sluice.accounts.Caller;
import io.sluice.contract.ContentType;
import io.sluice.registry.FunctionVersion;
import io.vertx.core.buffer.Buffer;

/**
 * What makes calls equal: version, content type, input and on whose behalf the function runs. The input is there by its
 * SHA-256, everything else as itself, so that different calls have different keys as surely as SHA-256 has no collisions.
 */
public record ResultKey(FunctionVersion function, ContentType type, Caller caller, InputDigest input) {

    /** The largest input that is looked at, in bytes: it is hashed on the event loop, half a millisecond for this one. */
    public static final int MAX_INPUT = 1 << 20;

    /** The key of a call with that input. */
    public static ResultKey of(FunctionVersion function, Caller caller, ContentType type, Buffer input) {
        return new ResultKey(function, type, caller, InputDigest.of(input));
    }

    /** Cheap and spread: texts remember their own hash, and the same input is hashed apart for each function and caller. */
    @Override
    public int hashCode() {
        int hash = input.hashCode();
        hash = 31 * hash + function.packageDigest().hashCode();
        hash = 31 * hash + function.entryPoint().hashCode();
        hash = 31 * hash + caller.user().hashCode();
        return 31 * hash + type.ordinal();
    }
}
