package io.sluice.dashboard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sluice.data.DataTraffic;
import io.sluice.pool.Instance;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstancePools;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PayloadMemory;
import io.sluice.pool.PoolListener;
import io.sluice.pool.PoolReply;
import io.sluice.pool.PoolSnapshot;
import io.sluice.pool.connection.FaultListener;
import io.sluice.registry.FunctionVersion;
import io.sluice.results.Results;
import io.sluice.router.CacheOutcome;
import io.sluice.router.InvocationListener;
import io.sluice.router.Origin;
import io.sluice.router.ResultListener;
import io.sluice.spool.Spool;
import io.sluice.training.TrainingListener;
import io.sluice.warmup.Warmup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Metrics for Prometheus: invocations, latency and starts by function, instances by state, queues, kept results. */
public final class Metrics
        implements InvocationListener, ResultListener, PoolListener, FaultListener, TrainingListener {

    private final MeterRegistry registry;
    private final MultiGauge instances;
    private final MultiGauge queued;
    private final Map<String, InvocationTimers> invocations = new ConcurrentHashMap<>();
    private final Map<String, Timer> starts = new ConcurrentHashMap<>();
    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();

    public Metrics(MeterRegistry registry) {
        this.registry = registry;
        this.instances = MultiGauge.builder("sluice.instances")
                .description("Instances by state: starting, warm, draining, stopping")
                .register(registry);
        this.queued = MultiGauge.builder("sluice.queue")
                .description("Calls that wait for an instance")
                .register(registry);
    }

    @Override
    public void started(long number, FunctionVersion function, Origin origin, long atNanos) {
        // Counted when it ends, when it is known what came of it.
    }

    @Override
    public void ended(
            long number,
            FunctionVersion function,
            @Nullable PoolReply reply,
            boolean failed,
            long startedNanos,
            long atNanos) {
        invocations(function).of(failed, reply).record(atNanos - startedNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void called(FunctionVersion function, CacheOutcome outcome) {
        String name = "sluice.results." + word(outcome);
        counter(name, function.name().toString(), function.version().toString()).increment();
    }

    private static String word(CacheOutcome outcome) {
        return switch (outcome) {
            case HIT -> "hits";
            case JOINED -> "joined";
            case MISS -> "misses";
            case REFUSED -> "refused";
        };
    }

    /** Shows what is kept of results. */
    public void watch(Results results) {
        Gauge.builder("sluice.results.entries", results, kept -> kept.usage().entries())
                .description("Results that are kept")
                .register(registry);
        Gauge.builder("sluice.results.bytes", results, kept -> kept.usage().bytes())
                .description("What kept results take of sluice.results.memory")
                .register(registry);
        FunctionCounter.builder("sluice.results.evictions", results, kept -> kept.usage()
                        .evictions())
                .description("Results that made room for others")
                .register(registry);
        FunctionCounter.builder("sluice.results.invalidations", results, Results::invalidations)
                .description("Results dropped because a version that they depend on is another now")
                .register(registry);
    }

    @Override
    public void ready(InstanceSpec spec, InstanceId instance, Duration startTime) {
        starts.computeIfAbsent(spec.label(), label -> Timer.builder("sluice.starts")
                        .tags("function", spec.function(), "version", spec.version())
                        .tags("outcome", "ready", "warmth", "cold")
                        .register(registry))
                .record(startTime);
    }

    @Override
    public void startFailed(InstanceSpec spec, InstanceId instance, String reason) {
        counter("sluice.start.failures", spec.function(), spec.version()).increment();
    }

    @Override
    public void exited(InstanceSpec spec, InstanceId instance, Instance.Exit exit) {
        String name = exit.outOfMemory() ? "sluice.instances.out.of.memory" : "sluice.instances.exited";
        counter(name, spec.function(), spec.version()).increment();
    }

    @Override
    public void overloaded(InstanceSpec spec) {
        counter("sluice.refusals", spec.function(), spec.version()).increment();
    }

    @Override
    public void fault(InstanceSpec spec, InstanceId instance, String what) {
        counter("sluice.instances.faults", spec.function(), spec.version()).increment();
    }

    @Override
    public void trained(FunctionVersion function, boolean succeeded, Duration took) {
        Timer.builder("sluice.training.runs")
                .description("Training runs of Java functions, by whether they left an AOT cache")
                .tags(
                        "function",
                        function.name().toString(),
                        "version",
                        function.version().toString())
                .tags("outcome", succeeded ? "trained" : "failed")
                .register(registry)
                .record(took);
    }

    /** Shows how much of the memory for requests and their payloads is taken, from now on. */
    public void show(PayloadMemory memory) {
        Gauge.builder("sluice.payload.bytes", memory, PayloadMemory::taken)
                .description("What requests and their payloads take up in memory")
                .register(registry);
        Gauge.builder("sluice.payload.limit.bytes", memory, PayloadMemory::bytes)
                .description("What they may take up at most")
                .register(registry);
        FunctionCounter.builder("sluice.payload.refusals", memory, PayloadMemory::refusals)
                .description("How often one found no room")
                .register(registry);
    }

    /** Shows the payloads that are too large for memory, from now on. */
    public void show(Spool spool) {
        Gauge.builder("sluice.payload.spool.bytes", spool, Spool::bytes)
                .description("What payloads take up in the store of data while their calls last")
                .register(registry);
    }

    /** Shows what goes in and out of the store of data, from now on. */
    public void show(DataTraffic traffic) {
        Gauge.builder("sluice.data.requests", traffic, DataTraffic::underWay)
                .description("Requests for data that are worked on")
                .register(registry);
        FunctionCounter.builder("sluice.data.in.bytes", traffic, DataTraffic::bytesIn)
                .description("Bytes of files that came in")
                .register(registry);
        FunctionCounter.builder("sluice.data.out.bytes", traffic, DataTraffic::bytesOut)
                .description("Bytes of files that were sent")
                .register(registry);
        FunctionCounter.builder("sluice.data.refusals", traffic, DataTraffic::refusals)
                .description("Requests for data that found no place")
                .register(registry);
    }

    /** Shows what warm-up does, from now on. */
    public void show(Warmup warmup) {
        FunctionCounter.builder("sluice.warmup.dropped", warmup, Warmup::dropped)
                .description("Events that were not learned from, as too many came at once")
                .register(registry);
        FunctionCounter.builder("sluice.warmup.foreseen", warmup, Warmup::foreseen)
                .description(
                        "Calls that waited for an instance though one was planned: spared by mode 'on', or planned too late")
                .register(registry);
        FunctionCounter.builder("sluice.idle.gigabyte.seconds", warmup, Warmup::idleGigabyteSeconds)
                .description("What instances have held of the memory without a call")
                .register(registry);
    }

    /** Brings the gauges up to date. */
    public void refresh(InstancePools pools) {
        List<MultiGauge.Row<?>> states = new ArrayList<>();
        List<MultiGauge.Row<?>> queues = new ArrayList<>();
        for (PoolSnapshot pool : pools.snapshot()) {
            Tags tags = Tags.of("function", pool.function(), "version", pool.version());
            byState(pool).forEach((state, count) -> states.add(MultiGauge.Row.of(tags.and("state", state), count)));
            queues.add(MultiGauge.Row.of(tags, pool.queued()));
        }
        instances.register(states, true);
        queued.register(queues, true);
    }

    private static Map<String, Integer> byState(PoolSnapshot pool) {
        Map<String, Integer> counts = new TreeMap<>();
        pool.instances().forEach(instance -> counts.merge(instance.state(), 1, Integer::sum));
        return counts;
    }

    private InvocationTimers invocations(FunctionVersion function) {
        InvocationTimers timers = invocations.get(function.label());
        return timers != null
                ? timers
                : invocations.computeIfAbsent(function.label(), label -> new InvocationTimers(registry, function));
    }

    private Counter counter(String name, String function, String version) {
        return counters.computeIfAbsent(List.of(name, function, version), key -> Counter.builder(name)
                .tags("function", function, "version", version)
                .register(registry));
    }
}
