package io.sluice.predictor.policy.learning;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** When to look at which function again, each at most once at a time. */
final class Timers {

    private record Timer(double at, FunctionState function) {}

    private final PriorityQueue<Timer> timers = new PriorityQueue<>((a, b) -> {
        int order = Double.compare(a.at, b.at);
        return order != 0 ? order : Integer.compare(a.function.number(), b.function.number());
    });

    /** Looks at it then, or before when that was agreed already. */
    void lookAt(FunctionState function, double at) {
        if (at < function.wakeAt()) {
            function.setWakeAt(at);
            timers.add(new Timer(at, function));
        }
    }

    /** One of those that are due, and isn't any more; null when none is. */
    @Nullable
    FunctionState due(double now) {
        for (Timer first = timers.peek(); first != null && first.at <= now; first = timers.peek()) {
            timers.poll();
            if (first.function.wakeAt() == first.at) {
                first.function.setWakeAt(Double.POSITIVE_INFINITY);
                return first.function;
            }
        }
        return null;
    }

    /** The earliest time that is due; infinity when nothing is. */
    double next() {
        Timer first = timers.peek();
        return first == null ? Double.POSITIVE_INFINITY : first.at;
    }
}
