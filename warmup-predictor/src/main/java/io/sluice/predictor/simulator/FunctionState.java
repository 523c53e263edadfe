package io.sluice.predictor.simulator;

import io.sluice.predictor.simulator.Instance.State;
import io.sluice.predictor.trace.CallEnded.Warmth;
import io.sluice.predictor.trace.FunctionProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instances of one function, how many are in which state, and for how long they were. */
final class FunctionState {

    final String name;
    final FunctionProfile profile;

    /** Idle ones. */
    final InstanceList idle = new InstanceList();

    /** Busy ones that have room for another call. */
    final InstanceList roomy = new InstanceList();

    /** Those being started or about to be, in the order in which they were wanted. */
    final List<Instance> starting = new ArrayList<>(1);

    /** Calls that wait for busy ones. */
    final BusyWaits busyWaits = new BusyWaits();

    /** How many instances the plans asked for when they were last looked at. */
    int lastTarget;

    /** Whether one of its plans began since. */
    boolean planBegan;

    /** Whether its plans are to be looked at. */
    boolean dirty;

    private final MeasuredTime measured;
    private final int[] count = new int[State.values().length];
    private final long[] nanos = new long[State.values().length];
    private final long[] calls = new long[Warmth.values().length];
    private long countedUntil;
    private long lifeNanos;
    private int openStarts;
    private boolean everCalled;

    FunctionState(String name, FunctionProfile profile, MeasuredTime measured) {
        this.name = name;
        this.profile = profile;
        this.measured = measured;
        countedUntil = measured.fromNanos();
    }

    /** Moves an instance on, and keeps count. */
    void move(Instance instance, State to, long now) {
        count(now);
        State from = instance.state;
        count[from.ordinal()]--;
        count[to.ordinal()]++;
        instance.state = to;
        if (from.holdsMemory() != to.holdsMemory()) {
            lifeNanos += to.holdsMemory() ? -measured.clip(now) : measured.clip(now);
        }
    }

    private void count(long now) {
        long until = measured.clip(now);
        long passed = until - countedUntil;
        countedUntil = until;
        for (int state = 0; passed > 0 && state < count.length; state++) {
            nanos[state] += count[state] * passed;
        }
    }

    /** Adds an instance that is wanted, and returns whether it is now among those that a call may join. */
    void addStarting(Instance instance) {
        starting.add(instance);
        openStarts++;
    }

    /** Another call waits for an instance that is being started. */
    void claim(Instance instance, RunningCall call) {
        instance.calls++;
        instance.addWaiting(call);
        openStarts -= instance.hasRoom() ? 0 : 1;
    }

    void removeStarting(Instance instance) {
        starting.remove(instance);
        openStarts -= instance.hasRoom() ? 1 : 0;
    }

    /** The first instance being started that has room for another call. */
    @Nullable
    Instance openStart() {
        for (int i = 0; openStarts > 0 && i < starting.size(); i++) {
            if (starting.get(i).hasRoom()) {
                return starting.get(i);
            }
        }
        return null;
    }

    /** Whether this call is the first that is made of it. */
    boolean isFirstCall() {
        boolean first = !everCalled;
        everCalled = true;
        return first;
    }

    void countCall(Warmth warmth) {
        calls[warmth.ordinal()]++;
    }

    int count(State state) {
        return count[state.ordinal()];
    }

    /** Those that calls use or wait for. */
    int busy() {
        return count(State.BUSY) + count(State.STARTING) + count(State.QUEUED_FOR_CALL);
    }

    /** Those that are free for calls to come, ready or not. */
    int free() {
        return count(State.IDLE) + count(State.AHEAD) + count(State.QUEUED);
    }

    /** How many there are. */
    int instances() {
        return busy() + free();
    }

    /** What came of it, when the replay is over. */
    FunctionResult result(long now) {
        count(now);
        int alive = count(State.BUSY) + count(State.STARTING) + count(State.IDLE) + count(State.AHEAD);
        return new FunctionResult(
                name,
                profile,
                calls[Warmth.WARM.ordinal()],
                calls[Warmth.PARTIAL.ordinal()],
                calls[Warmth.COLD.ordinal()],
                nanos[State.BUSY.ordinal()],
                nanos[State.STARTING.ordinal()],
                nanos[State.AHEAD.ordinal()],
                nanos[State.IDLE.ordinal()],
                lifeNanos + alive * measured.clip(now));
    }
}
