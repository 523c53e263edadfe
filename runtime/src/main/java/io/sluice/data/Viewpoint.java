package io.sluice.data;

import io.sluice.contract.FunctionName;
import org.jspecify.annotations.Nullable;

/**
 * What the special owners in paths stand for in one request.
 *
 * @param user {@code .my}: on whose behalf it is made
 * @param session {@code .session}: the id of that of the root call, or null outside of calls
 * @param function {@code .algo}: the function that makes it, or null outside of calls
 */
public record Viewpoint(
        String user, @Nullable String session, @Nullable FunctionName function) {

    /** That of a client. */
    public static Viewpoint outside(String user) {
        return new Viewpoint(user, null, null);
    }
}
