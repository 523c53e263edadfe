package io.sluice.dashboard;

import io.sluice.contract.api.FunctionStats;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolListener;
import io.sluice.pool.PoolReply;
import io.sluice.pool.PoolSnapshot;
import io.sluice.pool.Warmth;
import io.sluice.registry.FunctionVersion;
import io.sluice.router.CacheOutcome;
import io.sluice.router.InvocationListener;
import io.sluice.router.Origin;
import io.sluice.router.ResultListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts and latencies of every version that was called since the runtime started. Safe for use by many threads. */
public final class StatsBook implements InvocationListener, ResultListener, PoolListener {

    private final Map<String, VersionRecord> versions = new ConcurrentHashMap<>();

    @Override
    public void started(long number, FunctionVersion function, Origin origin, long atNanos) {
        record(function.label()).started.increment();
    }

    @Override
    public void ended(
            long number,
            FunctionVersion function,
            @Nullable PoolReply reply,
            boolean failed,
            long startedNanos,
            long atNanos) {
        VersionRecord record = record(function.label());
        record.ended.increment();
        if (failed) {
            record.failed.increment();
        }
        if (reply != null) {
            if (reply.warmth() == Warmth.COLD) {
                record.cold.increment();
            }
            boolean waitedForStart = reply.warmth() != Warmth.WARM;
            (waitedForStart ? record.coldLatency : record.warmLatency).record(atNanos - startedNanos);
        }
    }

    @Override
    public void called(FunctionVersion function, CacheOutcome outcome) {
        switch (outcome) {
            case HIT -> record(function.label()).hits.increment();
            case JOINED -> record(function.label()).joined.increment();
            case MISS, REFUSED -> {}
        }
    }

    @Override
    public void ready(InstanceSpec spec, InstanceId instance, Duration startTime) {
        record(spec.label()).startTime.record(startTime.toNanos());
    }

    /** How many invocations of a version ended. */
    public long invocations(FunctionVersion function) {
        @Nullable VersionRecord record = versions.get(function.label());
        return record == null ? 0 : record.ended.sum();
    }

    /** The counts and latencies of a version, with its pool as it was a moment ago, if it has one. */
    public FunctionStats of(FunctionVersion function, @Nullable PoolSnapshot pool) {
        VersionRecord record = record(function.label());
        return new FunctionStats(
                function.name().toString(),
                function.version().toString(),
                record.ended.sum(),
                record.failed.sum(),
                record.cold.sum(),
                record.hits.sum() + record.joined.sum(),
                pool == null ? 0 : pool.instances().size(),
                pool == null
                        ? 0
                        : pool.instances().stream()
                                .mapToInt(PoolSnapshot.InstanceSnapshot::inFlight)
                                .sum(),
                pool == null ? 0 : pool.queued(),
                record.warmLatency.view(),
                record.coldLatency.view(),
                record.startTime.view());
    }

    private VersionRecord record(String label) {
        VersionRecord record = versions.get(label);
        return record != null ? record : versions.computeIfAbsent(label, created -> new VersionRecord());
    }
}
