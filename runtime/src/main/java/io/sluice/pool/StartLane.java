package io.sluice.pool;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets no more starts compute at once than there are processors: five at once on two processors take at least two and a
 * half times as long as one, and the one that is needed first would be as late as the last. Starts that a call waits for go
 * first, then the others as they came. A start leaves its place to the next when it waits for something else than a processor,
 * and when it takes long: a function that never gets ready must not keep all others from starting. While the instances of a
 * version keep the processors busy with its calls, no more of them are started: they would be no faster together. That, too, is
 * not for long: a short call must not wait for the end of long ones. In the pools' turn only.
 */
final class StartLane {

    /** How often starts under way are looked at while others wait. */
    static final Duration LOOK = Duration.ofMillis(50);

    /** For how long a start may keep its place, and for how long one waits while its version keeps the processors busy. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    /**
     * A start that used less of a processor than this since the last look is waiting. Little, since one that computes gets only
     * a part of a processor where others compute, too.
     */
    private static final double COMPUTING = 0.1;

    /** Of all processors, what the instances of one version use when more of them would be no faster. */
    private static final double ALL = 0.75;

    private final int processors;
    private final PoolNode node;
    private final Map<InstanceId, Start> waiting = new LinkedHashMap<>();
    private final Map<InstanceId, Running> running = new LinkedHashMap<>();
    private final Map<Object, Work> works = new HashMap<>();
    private boolean looking;

    /** A start that wants to begin. */
    interface Start {

        InstanceId id();

        /** Whether a call waits for it now. */
        boolean isAwaited();

        /** What tells its version apart. */
        Object version();

        /** The version's instances that have calls. */
        List<InstanceId> atWork();

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

    /** What the instances of a version that has starts waiting do. */
    private static final class Work {
        private Map<InstanceId, Long> cpu = Map.of();
        private long at;
        private long busySince;
        private boolean busy;

        void look(Map<InstanceId, Long> cpuNow, long now, int processors) {
            long used = 0;
            for (Map.Entry<InstanceId, Long> each : cpuNow.entrySet()) {
                used += each.getValue() - cpu.getOrDefault(each.getKey(), each.getValue());
            }
            boolean isBusy = used > 0 && used >= ALL * processors * (now - at);
            busySince = busy ? busySince : now;
            busy = isBusy;
            cpu = cpuNow;
            at = now;
        }

        boolean isEnough() {
            return busy && at - busySince < LONGEST.toNanos();
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
        for (Start next = next(); next != null && computing() < processors; next = next()) {
            begin(next);
        }
        if (waiting.isEmpty()) {
            works.clear();
        } else if (!looking) {
            looking = true;
            node.timers().after(LOOK, () -> node.serial().execute(this::look));
        }
    }

    private void begin(Start start) {
        waiting.remove(start.id());
        running.put(start.id(), new Running(node.nanos()));
        start.begin();
    }

    private @Nullable Start next() {
        Start first = null;
        for (Start each : waiting.values()) {
            if (isOfUse(each)) {
                if (each.isAwaited()) {
                    return each;
                }
                first = first == null ? each : first;
            }
        }
        return first;
    }

    private boolean isOfUse(Start start) {
        Work work = works.get(start.version());
        return work == null || !work.isEnough();
    }

    private long computing() {
        return running.values().stream().filter(it -> it.computing).count();
    }

    private void look() {
        looking = false;
        long now = node.nanos();
        running.forEach((id, it) -> it.look(node.driver().cpuNanos(id), now));
        lookAtWork(now);
        advance();
    }

    private void lookAtWork(long now) {
        Map<Object, Start> versions = new HashMap<>();
        waiting.values().forEach(it -> versions.putIfAbsent(it.version(), it));
        works.keySet().retainAll(versions.keySet());
        versions.forEach((version, any) -> {
            Map<InstanceId, Long> cpu = new HashMap<>();
            any.atWork().forEach(id -> cpu.put(id, node.driver().cpuNanos(id)));
            works.computeIfAbsent(version, _ -> new Work()).look(cpu, now, processors);
        });
    }
}
