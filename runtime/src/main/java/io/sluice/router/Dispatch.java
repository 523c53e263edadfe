package io.sluice.router;

import io.sluice.pool.Call;
import io.sluice.pool.PoolReply;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A call on its way over the event bus, with the way back: a message of the bus needs no reply of its own, which would cost
 * another address, message and timer. And the way to say that nobody waits for it any more: a message can't be taken back.
 */
final class Dispatch {

    private static final Runnable GIVEN_UP = () -> {};

    private final Call call;
    private final Receiver receiver;
    private final AtomicReference<Runnable> onGiveUp = new AtomicReference<>();

    Dispatch(Call call, Receiver receiver) {
        this.call = call;
        this.receiver = receiver;
    }

    Call call() {
        return call;
    }

    /** The pool answered. */
    void replied(PoolReply reply) {
        receiver.replied(reply);
    }

    /** The pool could not get the call answered, or something went wrong that nobody thought of. */
    void failed(Throwable failure) {
        receiver.failed(failure);
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

    /** Who is told what became of it, on any thread. */
    interface Receiver {

        void replied(PoolReply reply);

        void failed(Throwable failure);
    }
}
