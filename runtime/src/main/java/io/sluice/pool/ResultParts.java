package io.sluice.pool;

import io.smallrye.mutiny.Uni;

/**
 * Takes the items of a result that is a list as they come, for a caller who does not want to wait for all of them. Called on the
 * call's event loop, for one item at a time.
 */
public interface ResultParts {

    /** The result is going to be a list, whose items come now; without this word it comes whole. */
    void begin();

    /** The next item; completes when there is room for another one. */
    Uni<Void> take(Payload item);
}
