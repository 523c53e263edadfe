package io.sluice.warmup;

import io.sluice.pool.InstancePools;
import io.sluice.pool.KeepAlive;
import io.sluice.pool.PoolListener;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.learning.LearningPolicy;
import io.sluice.predictor.policy.learning.Recorder;
import io.sluice.predictor.statistics.Decay;
import io.sluice.predictor.statistics.Statistics;
import io.sluice.predictor.statistics.StatisticsCodec;
import io.sluice.predictor.trace.TraceEvent;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.router.InvocationListener;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Learns from invocations what will be called next, and has the pools start and keep it. What it hears comes from event loops,
 * by a recorder that nobody waits for; one thread learns and plans. Any thread may call.
 */
public final class Warmup implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Warmup.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long SAVE_NANOS = Duration.ofMinutes(5).toNanos();

    private final Recorder recorder = new Recorder();
    private final PlannedCalls plannedCalls = new PlannedCalls();
    private final FunctionRegistry registry;
    private final WarmupSettings settings;
    private final LongSupplier clock;
    private final long origin;
    private final LearningPolicy policy;
    private final Recording recording;
    private volatile @Nullable Learner learner;
    private volatile @Nullable IdleMemory idle;
    private @Nullable StatisticsStore store;
    private long savedAt;

    /**
     * One that has learned nothing, and does nothing until it is {@linkplain #start started}.
     *
     * @param nanos the monotonic clock of the router and the pools
     * @param origin what is to be added to that clock to get nanoseconds since 1970
     * @param recorded how many of the last events are kept for {@link #recording}
     */
    public Warmup(FunctionRegistry registry, WarmupSettings settings, LongSupplier nanos, long origin, int recorded) {
        this.registry = registry;
        this.settings = settings;
        this.clock = () -> nanos.getAsLong() + origin;
        this.origin = origin;
        this.recording = new Recording(recorded);
        this.policy = new LearningPolicy(new PolicySettings(
                settings.tau(),
                null,
                settings.memoryBytes(),
                Runtime.getRuntime().availableProcessors(),
                1,
                null));
    }

    /** What the router is to tell of invocations: nothing, where it is off. */
    public List<InvocationListener> invocations() {
        return settings.mode() == WarmupMode.OFF ? List.of() : List.of(new Observer(recorder, time -> time + origin));
    }

    /** What the pools are to tell of instances. */
    public PoolListener instances() {
        return new InstanceStarts(recorder, clock);
    }

    /** How long the pools are to keep instances that nothing is planned for. */
    public KeepAlive keepAlive() {
        return new LearnedKeepAlive(() -> settings.mode() == WarmupMode.ON && isRunning(), this::isCurrent);
    }

    private boolean isCurrent(String function, String version) {
        return registry.findByKey(function.toLowerCase(Locale.ROOT))
                .map(FunctionRecord::current)
                .filter(current -> current.version().toString().equals(version))
                .isPresent();
    }

    /**
     * Begins to learn and to plan for these pools, from what the store has on; only looks what idle instances hold where the
     * settings say that it is off. Blocks.
     */
    public synchronized void start(InstancePools pools, StatisticsStore kept) {
        if (settings.mode() != WarmupMode.OFF) {
            policy.adopt(kept.load(Decay.epoch(clock.getAsLong() / 1e9)));
            store = kept;
        }
        WarmPools real = new CurrentVersions(registry, pools);
        WarmPools used = settings.mode() == WarmupMode.ON ? real : new OnlyPlanned(real);
        Keeper carrying = new Keeper(used, settings, clock.getAsLong());
        WatchedPolicy watchedPolicy = new WatchedPolicy(policy, carrying, real, recording, plannedCalls);
        Learner started = new Learner(recorder, watchedPolicy, carrying, clock);
        IdleMemory watched = new IdleMemory(pools::idleBytes, clock);
        savedAt = clock.getAsLong();
        started.everySecond(() -> chore(watched));
        idle = watched;
        learner = started;
        started.start();
    }

    private boolean isRunning() {
        Learner there = learner;
        return there != null && there.isRunning();
    }

    /** Asks what was learned; fails where it is off. */
    public <T> CompletableFuture<T> ask(Function<LearningPolicy, T> question) {
        return askLearner(() -> question.apply(policy));
    }

    private <T> CompletableFuture<T> askLearner(Supplier<T> question) {
        Learner there = learner;
        return there == null || !there.isRunning() || settings.mode() == WarmupMode.OFF
                ? CompletableFuture.failedFuture(new IllegalStateException(
                        "warm-up is off, so nothing is learned: set sluice.warmup.mode to shadow or on"))
                : there.ask(question);
    }

    /** The last events, oldest first; times are in nanoseconds since 1970. */
    public CompletableFuture<List<TraceEvent>> recording() {
        return askLearner(recording::events);
    }

    /** What it may do. */
    public WarmupSettings settings() {
        return settings;
    }

    /** How many events were dropped, as the learner did not come after. */
    public long dropped() {
        return recorder.dropped();
    }

    /** What instances have held without a call so far, in gigabytes (10^9) times seconds. */
    public double idleGigabyteSeconds() {
        IdleMemory there = idle;
        return there == null ? 0 : there.gigabyteSeconds();
    }

    /** How many calls, of those that found no instance ready, were planned for. */
    public long foreseen() {
        return plannedCalls.foreseen();
    }

    /** Writes what was learned, and takes in what other nodes wrote; nothing happens where it is off. Blocks; one at a time. */
    public synchronized void save() {
        StatisticsStore there = store;
        if (there == null || !isRunning()) {
            return;
        }
        try {
            Snapshot now = ask(it -> new Snapshot(it.own().epoch(), StatisticsCodec.encode(it.own())))
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            there.save(now.epoch(), now.bytes());
            there.news(now.epoch()).ifPresent(this::adopt);
        } catch (CompletionException e) {
            LOG.warnf(e, "what was learned could not be written; the next attempt will write it too");
        }
    }

    private void adopt(Statistics others) {
        ask(it -> {
                    it.adopt(others);
                    return others;
                })
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** What was learned in an epoch, as it is stored. */
    private record Snapshot(long epoch, byte[] bytes) {}

    /** Once a second, on the learner's thread. */
    private void chore(IdleMemory watched) {
        watched.look();
        if (clock.getAsLong() - savedAt >= SAVE_NANOS) {
            savedAt = clock.getAsLong();
            Thread.ofVirtual().name("sluice-warmup-store").start(this::save);
        }
    }

    /** Writes what was learned, and stops learning and planning. Blocks. */
    @Override
    public void close() {
        try {
            save();
        } finally {
            Learner there = learner;
            if (there != null) {
                there.stop();
            }
        }
    }
}
