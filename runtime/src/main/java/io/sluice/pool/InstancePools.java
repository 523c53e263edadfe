package io.sluice.pool;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * This node's pools, by {@code owner/name@version}. One decision is made after the other for all of them, on the thread that
 * brings what is to be decided, so that they can share the node's memory without locks. Any thread may call; nothing blocks.
 */
public final class InstancePools {

    private final Map<String, InstancePool> pools = new ConcurrentHashMap<>();
    private final Map<InstancePool, String> closing = new ConcurrentHashMap<>();
    private final AtomicLong created = new AtomicLong();
    private final String ids;
    private final PoolNode node;
    private final NodeMemory memory;
    private final StartLane starts;
    private volatile boolean closed;

    /**
     * Pools without instances yet.
     *
     * @param memoryBudget what all instances may use together, in bytes
     * @param nanos a clock that only goes forward, in nanoseconds, such as {@link System#nanoTime()}
     * @param ids what sets this runtime's instance ids apart from another's, such as a few random digits
     */
    public InstancePools(
            Vertx vertx,
            InstanceDriver driver,
            long memoryBudget,
            KeepAlive keepAlive,
            PoolListener listener,
            LongSupplier nanos,
            String ids) {
        this(
                node(vertx, driver, keepAlive, listener, nanos),
                memoryBudget,
                ids,
                Runtime.getRuntime().availableProcessors());
    }

    /** @param processors how many starts may compute at once */
    InstancePools(PoolNode node, long memoryBudget, String ids, int processors) {
        this.node = node;
        this.ids = ids;
        this.memory = new NodeMemory(memoryBudget, node, pools::values);
        this.starts = new StartLane(processors, node);
    }

    private static PoolNode node(
            Vertx vertx, InstanceDriver driver, KeepAlive keepAlive, PoolListener listener, LongSupplier nanos) {
        // A context that is nobody else's: timers on one of the HTTP server's would be gone with the server.
        ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
        Serial serial = new Serial(task -> context.runOnContext(_ -> task.run()));
        return new PoolNode(driver, keepAlive, listener, serial, timers(context), nanos);
    }

    private static Timers timers(ContextInternal context) {
        return (delay, task) -> {
            long id = context.setTimer(Math.max(1, delay.toMillis() + 1), _ -> task.run());
            return () -> context.owner().cancelTimer(id);
        };
    }

    /** Makes sure that there is a pool for the version; one that is there keeps its settings. */
    public void ensure(InstanceSpec spec, PoolSettings settings) {
        if (closed) {
            throw new PoolFailure.Closed("function '" + spec.label() + "': the runtime is stopping");
        }
        pools.computeIfAbsent(
                spec.label(),
                _ -> new InstancePool(
                        spec, settings, "i-" + ids + "-" + created.incrementAndGet() + "-", node, memory, starts));
    }

    /**
     * Passes a call to an instance of the version, on the event loop that this is called on; fails with a
     * {@link PoolFailure}, by the call's time-out at the latest. Cancelling gives it up.
     */
    public Uni<PoolReply> invoke(String label, Call call) {
        @Nullable InstancePool pool = pools.get(label);
        return pool == null ? Uni.createFrom().failure(unknown(label)) : pool.invoke(call);
    }

    /**
     * Keeps so many instances there for so long, calls or not; replaces what was asked before. None is started for which
     * another would have to end.
     */
    public void prewarm(String label, int count, Duration lasting) {
        if (count < 0 || lasting.isNegative()) {
            throw new IllegalArgumentException("function '" + label
                    + "': prewarm count and duration must not be negative, were " + count + " and " + lasting);
        }
        known(label).prewarm(count, lasting);
    }

    /**
     * Has an instance started, unless one takes calls already, and keeps it so long. Room is made for it as for a call: idle
     * instances of others end where memory is short.
     */
    public void start(String label, Duration lasting) {
        known(label).start(lasting);
    }

    /** The same as {@link #prewarm}, unless there is no pool for the version: then nothing happens. */
    public void prewarmIfThere(String label, int count, Duration lasting) {
        if (pools.containsKey(label)) {
            prewarm(label, count, lasting);
        }
    }

    /** How many instances of a version take calls, or will; 0 for one that isn't there. */
    public int instances(String label) {
        @Nullable InstancePool pool = pools.get(label);
        return pool == null ? 0 : pool.usable();
    }

    /** Gives back the idle instances of a version that was superseded; nothing happens where it has no pool. */
    public void releaseIfThere(String label) {
        @Nullable InstancePool pool = pools.get(label);
        if (pool != null) {
            pool.submit(new PoolEvent.Released());
        }
    }

    /** Ends a version's pool: waiting calls are rejected, running ones finish. Completes when its instances are gone. */
    public Uni<Void> close(String label) {
        @Nullable InstancePool pool = pools.remove(label);
        return pool == null ? Uni.createFrom().voidItem() : Uni.createFrom().completionStage(end(pool));
    }

    /** Ends all pools, by force after the bound, and the driver with them. */
    public Uni<Void> close(Duration bound) {
        closed = true;
        pools.keySet().forEach(label -> {
            @Nullable InstancePool pool = pools.remove(label);
            if (pool != null) {
                end(pool);
            }
        });
        CompletableFuture<?>[] ends =
                closing.keySet().stream().map(InstancePool::ended).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> over = CompletableFuture.allOf(ends);
        Runnable alarm = node.timers().after(bound, () -> over.complete(null));
        return Uni.createFrom().completionStage(over).invoke(alarm).chain(() -> node.driver()
                .close());
    }

    private CompletableFuture<Void> end(InstancePool pool) {
        closing.put(pool, pool.spec().label());
        CompletableFuture<Void> ended = pool.ended().thenRun(() -> closing.remove(pool));
        pool.submit(new PoolEvent.Closed());
        return ended;
    }

    /** What instances hold of the node's memory that have no call, in bytes. */
    public long idleBytes() {
        return pools.values().stream().mapToLong(InstancePool::idleBytes).sum();
    }

    /** Every pool as it was a moment ago, those that are ending included. */
    public List<PoolSnapshot> snapshot() {
        return Stream.of(pools.values(), closing.keySet())
                .flatMap(Collection::stream)
                .map(InstancePool::snapshot)
                .toList();
    }

    /** A version's pool as it was a moment ago, the one that takes calls before one that is ending. */
    public Optional<PoolSnapshot> snapshot(String label) {
        @Nullable InstancePool pool = pools.get(label);
        return pool == null
                ? closing.keySet().stream()
                        .filter(ending -> ending.spec().label().equals(label))
                        .findFirst()
                        .map(InstancePool::snapshot)
                : Optional.of(pool.snapshot());
    }

    /** Whether no instance starts now, and no call waits for one. */
    public boolean isQuiet() {
        return snapshot().stream()
                .allMatch(pool -> pool.queued() == 0
                        && pool.instances().stream()
                                .noneMatch(instance -> instance.state().equals("starting")));
    }

    /** What all instances may use together, in bytes. */
    public long memoryBudget() {
        return memory.budget();
    }

    /** What running instances have reserved of it, in bytes. */
    public long memoryReserved() {
        return memory.reserved();
    }

    private InstancePool known(String label) {
        @Nullable InstancePool pool = pools.get(label);
        if (pool == null) {
            throw unknown(label);
        }
        return pool;
    }

    private static PoolFailure unknown(String label) {
        return new PoolFailure.Closed("function '" + label + "': no such version is deployed on this node");
    }
}
