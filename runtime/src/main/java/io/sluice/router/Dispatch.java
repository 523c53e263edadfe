package io.sluice.router;

import io.sluice.pool.Call;
import io.sluice.pool.PoolFailure;
import io.sluice.pool.PoolReply;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A call on its way over the event bus, and the way to say that nobody waits for it any more: a bus message can't be
 * taken back.
 */
final class Dispatch {

    private static final Runnable GIVEN_UP = () -> {};

    private final Call call;
    private final AtomicReference<Runnable> onGiveUp = new AtomicReference<>();

    Dispatch(Call call) {
        this.call = call;
    }

    Call call() {
        return call;
    }

    /** What to do when the sender gives up; done at once when it has already. */
    void onGiveUp(Runnable action) {
        if (!onGiveUp.compareAndSet(null, action)) {
            action.run();
        }
    }

    /** The sender no longer waits. */
    void giveUp() {
        Runnable action = onGiveUp.getAndSet(GIVEN_UP);
        if (action != null) {
            action.run();
        }
    }

    /** What comes back over the bus. */
    sealed interface Outcome {

        /** The pool answered. */
        record Replied(PoolReply reply) implements Outcome {}

        /** The pool could not get the call answered. */
        record Refused(PoolFailure failure) implements Outcome {}

        /** Something went wrong that nobody thought of. */
        record Broken(Throwable cause) implements Outcome {}
    }
}
