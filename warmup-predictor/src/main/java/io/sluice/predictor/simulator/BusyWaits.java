package io.sluice.predictor.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one function that wait for a busy instance, first come, first served. How long a call in progress still takes is
 * known from the trace, but for what the calls inside it will wait.
 */
final class BusyWaits {

    private final List<RunningCall> running = new ArrayList<>();
    private final ArrayDeque<RunningCall> waiting = new ArrayDeque<>();

    void began(RunningCall call) {
        running.add(call);
    }

    void ended(RunningCall call) {
        running.remove(call);
    }

    /** When there is to be an instance free for one more call than wait already; {@link Long#MAX_VALUE} when none will. */
    long nextFreeNanos(long now) {
        return running.stream()
                .mapToLong(call -> call.expectedEndAt)
                .filter(end -> end >= now)
                .sorted()
                .skip(waiting.size())
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    void add(RunningCall call) {
        waiting.add(call);
    }

    /** The call that an instance that is free now goes to, taken out. */
    @Nullable
    RunningCall poll() {
        return waiting.poll();
    }

    /** Takes out a call that waited long enough; returns whether it was still waiting. */
    boolean giveUp(RunningCall call) {
        return waiting.remove(call);
    }
}
