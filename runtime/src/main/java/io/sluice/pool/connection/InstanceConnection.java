package io.sluice.pool.connection;

import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.smallrye.mutiny.Uni;

/** The way to one instance. Methods never block and may be called from any thread. */
public interface InstanceConnection {

    /** Completes when calls may be passed, or fails with what keeps them from it, in words for a log. */
    Uni<Void> open();

    /**
     * Passes a call and completes with its answer, on the event loop that asked; fails with what {@link
     * io.sluice.pool.Instance#invoke} fails with.
     */
    Uni<Answer> invoke(Call call);

    /** Ends it; calls in progress are lost. */
    void close();
}
