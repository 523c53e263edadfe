package io.sluice.pool.connection;

import io.sluice.pool.Payload;
import io.smallrye.mutiny.Uni;

/** What becomes of the items of one result, which come one after the other. */
sealed interface Items permits ItemList, ItemStream {

    /** The next item; completes when there is room for another one, or fails with what is wrong with it. */
    Uni<Void> take(Payload item);

    /** They were all; completes, when all were taken, with what the result is beside what was handed on. */
    Uni<Payload> end();

    /** Takes nothing more. */
    void stop();
}
