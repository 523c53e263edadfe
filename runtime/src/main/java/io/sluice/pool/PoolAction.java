package io.sluice.pool;

/** What the rules want done. */
sealed interface PoolAction {

    /** Ask the node's memory for room for a new instance. */
    record ReserveRoom(InstanceId instance) implements PoolAction {}

    /** Give back the room of an instance, or the wish for it. */
    record FreeRoom(InstanceId instance) implements PoolAction {}

    /** Start an instance that has room. */
    record StartInstance(InstanceId instance) implements PoolAction {}

    /** Give up on an instance that is starting. */
    record AbandonStart(InstanceId instance) implements PoolAction {}

    /** Stop an instance that was ready. */
    record StopInstance(InstanceId instance) implements PoolAction {}

    /** Let a call have the instance. */
    record GrantLease(Request request, InstanceId instance, Warmth warmth) implements PoolAction {}

    /** Tell a call that it gets none; {@code retryAfter} in nanoseconds. */
    record RejectLease(Request request, Rejection why, String detail, long retryAfter) implements PoolAction {}

    /** Why a call gets no lease. */
    enum Rejection {
        OVERLOADED,
        TIMED_OUT,
        START_FAILED,
        CLOSED
    }
}
