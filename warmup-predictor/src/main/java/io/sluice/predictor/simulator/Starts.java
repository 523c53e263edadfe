package io.sluice.predictor.simulator;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The starts under way, and those that wait their turn. Starts under way share the cores fairly. A start computes for a
 * fraction f of its time and waits for the rest, evenly mixed: n of them keep n f cores busy, and when there are fewer all of
 * them go slower by cores / (n f). So there is one clock for all, which goes at that rate, and on which a start always
 * takes the same time.
 */
final class Starts {

    /** Rounding of the common clock; far below a nanosecond's worth of any decision. */
    private static final double ROUNDING = 1e-3;

    private final SimulatorSettings settings;
    private final PriorityQueue<Instance> running = new PriorityQueue<>(
            Comparator.<Instance>comparingDouble(it -> it.readyAt).thenComparingLong(it -> it.number));
    private final PriorityQueue<Instance> queued =
            new PriorityQueue<>(Comparator.<Instance>comparingInt(it -> it.calls > 0 ? 0 : 1)
                    .thenComparingDouble(it -> -it.value)
                    .thenComparingLong(it -> it.number));
    private double clock;
    private long clockAt;

    Starts(SimulatorSettings settings) {
        this.settings = settings;
    }

    boolean hasRoom() {
        return running.size() < settings.startsAtOnce();
    }

    void begin(Instance instance, long now) {
        advance(now);
        instance.readyAt = clock + instance.function.profile.startNanos();
        running.add(instance);
    }

    void queue(Instance instance) {
        queued.add(instance);
    }

    /** Whose turn it is, taken out; null when all places are taken or nothing waits. */
    @Nullable
    Instance pollQueued() {
        return hasRoom() ? queued.poll() : null;
    }

    /** Takes out one that waits its turn, or is under way. */
    void remove(Instance instance, long now) {
        if (!queued.remove(instance)) {
            advance(now);
            running.remove(instance);
        }
    }

    /** When the next start is over, if none begins before; {@link Long#MAX_VALUE} when none is under way. */
    long nextReadyNanos() {
        Instance first = running.peek();
        if (first == null) {
            return Long.MAX_VALUE;
        }
        return clockAt + (long) Math.ceil(Math.max(0, (first.readyAt - clock) / rate() - ROUNDING));
    }

    /** Takes out the next start that is over by then. */
    @Nullable
    Instance pollReady(long now) {
        if (nextReadyNanos() > now) {
            return null;
        }
        advance(now);
        return running.poll();
    }

    private void advance(long now) {
        if (now > clockAt) {
            clock += (now - clockAt) * rate();
            clockAt = now;
        }
    }

    private double rate() {
        double wanted = running.size() * settings.computeFraction();
        return settings.cores() == 0 || wanted <= settings.cores() ? 1 : settings.cores() / wanted;
    }
}
