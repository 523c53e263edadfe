package io.sluice.pool;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One use of a lease from the wish for it to its return: whatever happens, also a cancellation at the moment of
 * granting, the lease is given back. Its methods run on the pool's thread; what uses the lease may go on elsewhere.
 */
final class LeasedCall<T> implements Request {

    private final UniEmitter<? super T> emitter;
    private final Function<Lease, Uni<T>> use;
    private final String caller;
    private final long since;
    private long number;
    private @Nullable Lease lease;
    private @Nullable Cancellable running;
    private boolean cancelled;
    private boolean rejected;

    LeasedCall(UniEmitter<? super T> emitter, Function<Lease, Uni<T>> use, String caller, long since) {
        this.emitter = emitter;
        this.use = use;
        this.caller = caller;
        this.since = since;
    }

    @Override
    public String caller() {
        return caller;
    }

    @Override
    public long number() {
        return number;
    }

    /** Says its turn, before it is brought to the rules. */
    void takeNumber(long turn) {
        number = turn;
    }

    /** When it was asked for, in nanoseconds of the pool's clock. */
    long since() {
        return since;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void granted(Lease granted) {
        lease = granted;
        try {
            running = use.apply(granted)
                    .subscribe()
                    .with(item -> succeeded(granted, item), failure -> failed(granted, failure));
        } catch (RuntimeException e) {
            failed(granted, e);
        }
    }

    void rejected(PoolFailure failure) {
        rejected = true;
        emitter.fail(failure);
    }

    /** Whether it was still to be decided on. Comes after every call, also one that was answered. */
    boolean cancelled() {
        cancelled = true;
        if (running != null) {
            running.cancel();
        }
        if (lease != null) {
            lease.release(true);
        }
        return lease == null && !rejected;
    }

    private void succeeded(Lease granted, T item) {
        granted.release(true);
        emitter.complete(item);
    }

    private void failed(Lease granted, Throwable failure) {
        granted.release(reusableAfter(failure));
        emitter.fail(failure);
    }

    private static boolean reusableAfter(Throwable failure) {
        return !(failure instanceof PoolFailure.TimedOut
                || failure instanceof PoolFailure.BrokenAnswer
                || failure instanceof PoolFailure.InstanceLost);
    }
}
