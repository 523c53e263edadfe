package io.sluice.pool;

/** What can happen to a pool. Times are in nanoseconds of the pool's clock, durations in nanoseconds. */
sealed interface PoolEvent {

    /** A call wants a lease before its deadline. */
    record LeaseRequested(Request request, long deadline) implements PoolEvent {}

    /** A call does not want its lease any more; nothing happens if it has been decided on already. */
    record RequestCancelled(Request request) implements PoolEvent {}

    /**
     * A lease is over; an instance that is not reusable gets no further calls.
     *
     * @param caller on whose behalf it was held
     * @param held for how long
     */
    record LeaseReturned(InstanceId instance, String caller, long held, boolean reusable, long keepAlive)
            implements PoolEvent {}

    /** The node's memory has room for an instance that waited for it. */
    record RoomGranted(InstanceId instance) implements PoolEvent {}

    /** It is an instance's turn at the processors. */
    record StartBegun(InstanceId instance) implements PoolEvent {}

    /** The node's memory will never have room for such an instance. */
    record RoomRefused(InstanceId instance, String reason) implements PoolEvent {}

    /** The node's memory is needed elsewhere: give this instance back if it is idle. */
    record RoomReclaimed(InstanceId instance) implements PoolEvent {}

    /** This version has more than its share of the node's memory: give this instance back when its calls are over. */
    record RoomWithdrawn(InstanceId instance) implements PoolEvent {}

    /** An instance can take calls. */
    record InstanceReady(InstanceId instance, long keepAlive) implements PoolEvent {}

    /** An instance could not be started. */
    record StartFailed(InstanceId instance, String reason) implements PoolEvent {}

    /** An instance that was ready is gone. */
    record InstanceExited(InstanceId instance, String reason) implements PoolEvent {}

    /**
     * So many instances should be there until then, calls or not, or until their memory is needed elsewhere; replaces what
     * was asked before.
     */
    record WarmRequested(int count, long until) implements PoolEvent {}

    /** Give back what is idle, and what was asked to be warm: this version was superseded. */
    record Released() implements PoolEvent {}

    /** No more calls; end what is there. */
    record Closed() implements PoolEvent {}

    /** Time went by. */
    record Tick() implements PoolEvent {}
}
