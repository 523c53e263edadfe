package io.sluice.predictor.simulator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What happens to calls, in the order of time; at the same time in the order of kinds, then as it was added. */
final class EventQueue {

    /** The call ends. */
    static final int END = 0;

    /** The call has waited for a busy instance for long enough. */
    static final int GIVE_UP = 1;

    /** The call is made. */
    static final int ARRIVAL = 2;

    private static final int KIND_SHIFT = 60;

    private long[] times = new long[64];
    private long[] orders = new long[64];
    private @Nullable RunningCall[] calls = new @Nullable RunningCall[64];
    private int size;
    private long added;

    boolean isEmpty() {
        return size == 0;
    }

    /** When the first happens; {@link Long#MAX_VALUE} when nothing will. */
    long time() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    /** What the first is; {@link #ARRIVAL} when there is none. */
    int kind() {
        return size == 0 ? ARRIVAL : (int) (orders[0] >>> KIND_SHIFT);
    }

    void add(long time, int kind, RunningCall call) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            orders = Arrays.copyOf(orders, size * 2);
            calls = Arrays.copyOf(calls, size * 2);
        }
        up(size++, time, (long) kind << KIND_SHIFT | added++, call);
    }

    /** Takes the first out. */
    RunningCall poll() {
        RunningCall first = calls[0];
        if (first == null) {
            throw new IllegalStateException("nothing is going to happen");
        }
        size--;
        RunningCall last = calls[size];
        calls[size] = null;
        if (size > 0 && last != null) {
            down(times[size], orders[size], last);
        }
        return first;
    }

    private void up(int from, long time, long order, RunningCall call) {
        int at = from;
        while (at > 0 && isBefore(time, order, (at - 1) >> 1)) {
            copy((at - 1) >> 1, at);
            at = (at - 1) >> 1;
        }
        put(at, time, order, call);
    }

    private void down(long time, long order, RunningCall call) {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            child += child + 1 < size && isBefore(times[child + 1], orders[child + 1], child) ? 1 : 0;
            if (isBefore(time, order, child)) {
                break;
            }
            copy(child, at);
            at = child;
        }
        put(at, time, order, call);
    }

    private boolean isBefore(long time, long order, int other) {
        return time < times[other] || time == times[other] && order < orders[other];
    }

    private void copy(int from, int to) {
        times[to] = times[from];
        orders[to] = orders[from];
        calls[to] = calls[from];
    }

    private void put(int at, long time, long order, RunningCall call) {
        times[at] = time;
        orders[at] = order;
        calls[at] = call;
    }
}
