package io.sluice.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets no more starts compute at once than there are processors: five at once on two processors take at least two and a
 * half times as long as one, and the one that is needed first would be as late as the last. Starts that a call waits for go
 * first, then those needed earliest. A start that has begun to wait for something else than a processor leaves its place to
 * the next. In the pools' turn only.
 */
final class StartLane {

    /** How often starts under way are looked at while others wait. */
    static final Duration LOOK = Duration.ofMillis(50);

    /**
     * A start that used less of a processor than this since the last look is waiting. Little, since one that computes gets only
     * a part of a processor where others compute, too.
     */
    private static final double COMPUTING = 0.1;

    private final int processors;
    private final PoolNode node;
    private final Map<InstanceId, Start> waiting = new LinkedHashMap<>();
    private final Map<InstanceId, Running> running = new LinkedHashMap<>();
    private boolean looking;

    /** A start that wants to begin. */
    interface Start {

        InstanceId id();

        /** Whether a call waits for it now. */
        boolean isAwaited();

        /** When it is going to be needed, in nanoseconds of the pool's clock. */
        long neededAt();

        /** Begins it. */
        void begin();
    }

    /** A start under way, as it was at the last look. */
    private static final class Running {
        private long cpu;
        private long at;
        private boolean computing = true;

        Running(long cpu, long at) {
            this.cpu = cpu;
            this.at = at;
        }

        void look(long cpuNow, long now) {
            computing = cpuNow < 0 || cpuNow - cpu >= COMPUTING * (now - at);
            cpu = cpuNow;
            at = now;
        }
    }

    StartLane(int processors, PoolNode node) {
        this.processors = processors;
        this.node = node;
    }

    /** Begins the start, now or when it is its turn. */
    void enter(Start start) {
        waiting.put(start.id(), start);
        advance();
    }

    /** A start has ended, whatever came of it, or is not wanted any more. */
    void leave(InstanceId id) {
        waiting.remove(id);
        if (running.remove(id) != null) {
            advance();
        }
    }

    /** How many starts wait for their turn. */
    int waiting() {
        return waiting.size();
    }

    private void advance() {
        while (!waiting.isEmpty() && computing() < processors) {
            next().ifPresent(this::begin);
        }
        if (!waiting.isEmpty() && !looking) {
            looking = true;
            node.timers().after(LOOK, () -> node.serial().execute(this::look));
        }
    }

    private void begin(Start start) {
        waiting.remove(start.id());
        running.put(start.id(), new Running(0, node.nanos()));
        start.begin();
    }

    private Optional<Start> next() {
        List<Start> all = new ArrayList<>(waiting.values());
        return all.stream()
                .min(Comparator.comparing((Start it) -> !it.isAwaited()).thenComparingLong(Start::neededAt));
    }

    private long computing() {
        return running.values().stream().filter(it -> it.computing).count();
    }

    private void look() {
        looking = false;
        long now = node.nanos();
        running.forEach((id, it) -> it.look(node.driver().cpuNanos(id), now));
        advance();
    }
}
