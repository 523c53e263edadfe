package io.sluice.pool;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets no more starts compute at once than there are processors: five at once on two processors take at least two and a
 * half times as long as one, and the one that is needed first would be as late as the last. Starts that a call waits for go
 * first, then the others as they came. A start leaves its place to the next when it waits for something else than a processor,
 * and when it takes long: a function that never gets ready must not keep all others from starting. In the pools' turn only.
 */
final class StartLane {

    /** How often starts under way are looked at while others wait. */
    static final Duration LOOK = Duration.ofMillis(50);

    /** For how long a start may keep its place. */
    static final Duration LONGEST = Duration.ofSeconds(5);

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

        /** Begins it. */
        void begin();
    }

    /** A start under way, as it was at the last look. */
    private static final class Running {
        private final long begun;
        private long cpu;
        private long at;
        private boolean computing = true;

        Running(long begun) {
            this.begun = begun;
            this.at = begun;
        }

        void look(long cpuNow, long now) {
            boolean isAtWork = cpuNow < 0 || cpuNow - cpu >= COMPUTING * (now - at);
            computing = isAtWork && now - begun < LONGEST.toNanos();
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
            begin(next());
        }
        if (!waiting.isEmpty() && !looking) {
            looking = true;
            node.timers().after(LOOK, () -> node.serial().execute(this::look));
        }
    }

    private void begin(Start start) {
        waiting.remove(start.id());
        running.put(start.id(), new Running(node.nanos()));
        start.begin();
    }

    private Start next() {
        return waiting.values().stream().filter(Start::isAwaited).findFirst().orElseGet(() -> waiting.values()
                .iterator()
                .next());
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
