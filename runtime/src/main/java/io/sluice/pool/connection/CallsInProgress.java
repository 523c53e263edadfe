package io.sluice.pool.connection;

import org.jspecify.annotations.Nullable;

/** Tells which call in progress a nested call belongs to. Methods never block and may be called from any thread. */
public interface CallsInProgress {

    /** The call that the token names or, without a token, the only one that the instance has. */
    Lookup find(String capability, @Nullable String token);

    /** What a {@link CallsInProgress#find} found. */
    sealed interface Lookup {}

    /** It belongs to the call with this token. */
    record Found(String token) implements Lookup {}

    /** It belongs to no call, or it can't be told to which; the text says why and what to do. */
    record Refused(String text) implements Lookup {}
}
