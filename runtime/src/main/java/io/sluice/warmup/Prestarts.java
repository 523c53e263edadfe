package io.sluice.warmup;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.pool.Instance;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolListener;
import io.sluice.pool.PoolReply;
import io.sluice.registry.FunctionVersion;
import io.sluice.router.InvocationListener;
import io.sluice.router.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What becomes of instances that were started ahead of need. Safe for use by many threads. */
public final class Prestarts implements PoolListener, InvocationListener {

    private final MeterRegistry registry;
    private final LongSupplier nanos;

    /** When each that no call has used yet became ready; 0 while it isn't. */
    private final Map<InstanceId, Long> unused = new ConcurrentHashMap<>();

    /** @param nanos the monotonic clock */
    public Prestarts(MeterRegistry registry, LongSupplier nanos) {
        this.registry = registry;
        this.nanos = nanos;
    }

    @Override
    public void started(InstanceSpec spec, InstanceId instance, boolean awaited) {
        if (!awaited) {
            unused.put(instance, 0L);
            count("sluice.prestarts", spec.function());
        }
    }

    @Override
    public void ready(InstanceSpec spec, InstanceId instance, Duration startTime) {
        unused.replace(instance, nanos.getAsLong());
    }

    @Override
    public void startFailed(InstanceSpec spec, InstanceId instance, String reason) {
        if (unused.remove(instance) != null) {
            count("sluice.prestarts.failed", spec.function());
        }
    }

    @Override
    public void exited(InstanceSpec spec, InstanceId instance, Instance.Exit exit) {
        if (unused.remove(instance) != null) {
            count("sluice.prestarts.wasted", spec.function());
        }
    }

    @Override
    public void started(long number, FunctionVersion function, Origin origin, long atNanos) {}

    @Override
    public void ended(
            long number,
            FunctionVersion function,
            @Nullable PoolReply reply,
            boolean failed,
            long startedNanos,
            long atNanos) {
        if (reply == null || unused.isEmpty()) {
            return;
        }
        Long readyAt = unused.remove(reply.instance());
        if (readyAt != null) {
            count("sluice.prestarts.used", function.name().toString());
            // One that was still starting when its call came was no longer ahead.
            Duration lead = Duration.ofNanos(
                    Math.max(0, readyAt == 0 ? 0 : startedNanos + reply.waited().toNanos() - readyAt));
            registry.timer("sluice.prestarts.lead", "function", function.name().toString())
                    .record(lead);
        }
    }

    private void count(String name, String function) {
        registry.counter(name, "function", function).increment();
    }
}
