package io.sluice.predictor.simulator;

import org.jspecify.annotations.Nullable;

/** An instance of a function, from when it is wanted to when it is ended. */
final class Instance {

    /** Where an instance stands. Those that are queued hold no memory yet. */
    enum State {
        /** Is to be started, and no call waits for it. */
        QUEUED,
        /** Is to be started for a call. */
        QUEUED_FOR_CALL,
        /** Is being started, and no call waits for it. */
        AHEAD,
        /** Is being started, and a call waits for it. */
        STARTING,
        IDLE,
        BUSY,
        ENDED;

        boolean holdsMemory() {
            return this == AHEAD || this == STARTING || this == IDLE || this == BUSY;
        }
    }

    final FunctionState function;

    /** What it was worth when it was wanted. */
    final double value;

    State state = State.ENDED;

    /** Whether a plan made it, not a call. */
    boolean prestarted;

    /** Whether a call has ever taken it. */
    boolean used;

    /** How many calls it has or is waited for by. */
    int calls;

    /** When its start began. */
    long begunAt;

    /** When it became idle or, with room for more calls, was last used. */
    long since;

    /** Which one it was among all that were wanted. */
    long number;

    /** When its start is over, on the clock of {@link Starts}. */
    double readyAt;

    /** Its neighbours in an {@link InstanceList}. */
    @Nullable
    Instance newer;

    @Nullable
    Instance older;

    private @Nullable RunningCall firstWaiting;
    private @Nullable RunningCall lastWaiting;

    Instance(FunctionState function, boolean prestarted, double value) {
        this.function = function;
        this.prestarted = prestarted;
        this.value = value;
    }

    boolean hasRoom() {
        return calls < function.profile.concurrency();
    }

    void addWaiting(RunningCall call) {
        call.instance = this;
        if (lastWaiting == null) {
            firstWaiting = call;
        } else {
            lastWaiting.nextWaiting = call;
        }
        lastWaiting = call;
    }

    @Nullable
    RunningCall pollWaiting() {
        RunningCall first = firstWaiting;
        if (first != null) {
            firstWaiting = first.nextWaiting;
            first.nextWaiting = null;
            lastWaiting = firstWaiting == null ? null : lastWaiting;
        }
        return first;
    }
}
