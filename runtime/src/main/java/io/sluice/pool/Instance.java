package io.sluice.pool;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** A running copy of one version of a function, ready to take calls. Methods never block and may be called from any thread. */
public interface Instance {

    /** Its id. */
    InstanceId id();

    /**
     * Passes a call to it and completes with its answer. Called on the event loop that the call came on, with a Vert.x context
     * of that loop, so that a connection which belongs to it can be used without changing threads; from elsewhere only where a
     * call comes from elsewhere. The answer may come on any thread; on the same loop it costs least. Fails with {@link PoolFailure.TimedOut} when the call's time is
     * over, {@link PoolFailure.InstanceLost}, {@link PoolFailure.BrokenAnswer} or {@link PoolFailure.ResultTooLarge};
     * cancelling tells the function that nobody waits any more.
     */
    Uni<Answer> invoke(Call call);

    /** Completes, once, when it is gone; remembers it for those who ask later. */
    Uni<Exit> exited();

    /** Asks it to finish what it has and to end; by force after the grace period. Completes when it is gone. */
    Uni<Void> stop(Duration grace);

    /** Its process id on this host, or 0 where it has none here. */
    long pid();

    /** Its resident memory in bytes as last looked at, or 0 where that is not known. */
    long residentBytes();

    /**
     * How an instance ended.
     *
     * @param reason in words for logs and callers: {@code exit code 3}, {@code used 300 MiB of its 256 MiB}
     * @param outOfMemory whether it was stopped for using more memory than its limit
     */
    record Exit(String reason, boolean outOfMemory) {}
}
