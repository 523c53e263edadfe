package io.sluice.pool;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call from the wish for a lease to the lease's return: whatever happens, also a cancellation at the moment of granting,
 * the lease is given back, once, and before the answer is told. The rules decide on it in their turn, on any thread; the
 * instance is called on the event loop that the call came on, and not in the rules' turn.
 */
final class LeasedCall implements Request, UniSubscriber<Answer> {

    private enum Stage {
        /** The thread that asks is with the rules, and looks for the decision when it comes back. */
        ASKING,
        /** Nobody looks: the decision has to be brought to the call's event loop. */
        WAITING,
        DECIDED,
        RUNNING,
        OVER
    }

    private static final long NOT_BROUGHT = -1;

    /** How many instances may be asked that are going. */
    private static final int MAX_TRIES = 3;

    private final InstancePool pool;
    private final Call call;
    private final UniEmitter<? super PoolReply> emitter;
    private final long since;
    private long number = NOT_BROUGHT;
    private int tries = 1;
    private final @Nullable Context home = Vertx.currentContext();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.ASKING);
    private volatile @Nullable Lease lease;
    private volatile @Nullable PoolFailure rejection;
    private volatile @Nullable UniSubscription running;

    LeasedCall(InstancePool pool, Call call, UniEmitter<? super PoolReply> emitter, long since) {
        this.pool = pool;
        this.call = call;
        this.emitter = emitter;
        this.since = since;
    }

    @Override
    public String caller() {
        return call.caller();
    }

    @Override
    public long number() {
        return number;
    }

    /** Says its turn, before it is brought to the rules. */
    void takeNumber(long turn) {
        number = turn;
    }

    /** Whether the rules know it. */
    boolean isKnown() {
        return number != NOT_BROUGHT;
    }

    /** When it was asked for, in nanoseconds of the pool's clock. */
    long since() {
        return since;
    }

    /** Until when it may wait, on the same clock. */
    long deadline() {
        return PoolRules.plus(since, call.timeout().toNanos());
    }

    boolean isOver() {
        return stage.get() == Stage.OVER;
    }

    // In the rules' turn

    void granted(Lease granted) {
        lease = granted;
        if (!decided()) {
            pool.giveBack(granted, true);
        }
    }

    void rejected(PoolFailure failure) {
        rejection = failure;
        decided();
    }

    /** Whether somebody still wants to know. */
    private boolean decided() {
        if (stage.compareAndSet(Stage.ASKING, Stage.DECIDED)) {
            return true;
        }
        boolean waited = stage.compareAndSet(Stage.WAITING, Stage.DECIDED);
        if (waited) {
            comeHome();
        }
        return waited;
    }

    private void comeHome() {
        if (home == null) {
            act();
        } else {
            home.runOnContext(_ -> act());
        }
    }

    // On the call's event loop

    /** It was brought to the rules; if they have decided already, that is acted on now. */
    void asked() {
        if (!stage.compareAndSet(Stage.ASKING, Stage.WAITING)) {
            act();
        }
    }

    private void act() {
        // Who cancels after the decision gives the lease back.
        if (stage.compareAndSet(Stage.DECIDED, Stage.RUNNING)) {
            PoolFailure why = rejection;
            Lease granted = lease;
            if (granted != null) {
                use(granted);
            } else if (why != null && end()) {
                emitter.fail(why);
            }
        }
    }

    private void use(Lease granted) {
        try {
            granted.instance().invoke(left(granted.waited())).subscribe().withSubscriber(this);
        } catch (RuntimeException e) {
            onFailure(e);
        }
    }

    /** Time-outs are kept to the millisecond, so that a call that hardly waited is passed on as it is. */
    private Call left(Duration waited) {
        return waited.toNanos() < 1_000_000 ? call : call.after(waited);
    }

    @Override
    public void onSubscribe(UniSubscription subscription) {
        running = subscription;
        if (isOver()) {
            subscription.cancel();
        }
    }

    // On any thread

    @Override
    public void onItem(Answer answer) {
        Lease granted = lease;
        if (granted != null && end()) {
            pool.giveBack(granted, true);
            emitter.complete(new PoolReply(
                    answer,
                    granted.waited(),
                    granted.warmth(),
                    granted.instance().id()));
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        Lease granted = lease;
        if (granted == null) {
            return;
        }
        if (failure instanceof PoolFailure.NotTaken && tries < MAX_TRIES) {
            tryAnother(granted);
        } else if (end()) {
            pool.giveBack(granted, reusableAfter(failure));
            emitter.fail(failure);
        }
    }

    /** The instance was going and has not seen the call. */
    private void tryAnother(Lease granted) {
        if (stage.compareAndSet(Stage.RUNNING, Stage.ASKING)) {
            tries++;
            lease = null;
            running = null;
            pool.giveBack(granted, false);
            pool.ask(this);
        }
    }

    private boolean end() {
        return stage.compareAndSet(Stage.RUNNING, Stage.OVER);
    }

    private static boolean reusableAfter(Throwable failure) {
        return !(failure instanceof PoolFailure.TimedOut
                || failure instanceof PoolFailure.BrokenAnswer
                || failure instanceof PoolFailure.NotTaken
                || failure instanceof PoolFailure.InstanceLost);
    }

    /** Nobody waits for it any more; after its end this does nothing. */
    void cancel() {
        switch (stage.getAndSet(Stage.OVER)) {
            case ASKING, WAITING -> pool.withdraw(this);
            case DECIDED, RUNNING -> {
                UniSubscription subscription = running;
                if (subscription != null) {
                    subscription.cancel();
                }
                Lease granted = lease;
                if (granted != null) {
                    pool.giveBack(granted, true);
                }
            }
            case OVER -> {}
        }
    }
}
