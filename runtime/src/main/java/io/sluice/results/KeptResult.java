package io.sluice.results;

import io.sluice.contract.ContentType;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;

/**
 * A result that is kept.
 *
 * @param function the version that made it
 * @param bytes never written to, and not a part of anything larger
 * @param startedNanos when its call started, on the monotonic clock
 * @param madeNanos when it came back
 * @param dependencies the calls that were made for it, directly or further in
 */
public record KeptResult(
        FunctionVersion function,
        ContentType type,
        Buffer bytes,
        long startedNanos,
        long madeNanos,
        List<Dependency> dependencies) {

    /**
     * What an entry takes beside its bytes: its key, the objects around both and its place in the cache. Measured on a 64-bit
     * JVM with compressed pointers.
     */
    private static final int OWN_BYTES = 330;

    private static final int DEPENDENCY_BYTES = 210;

    public KeptResult {
        dependencies = List.copyOf(dependencies);
    }

    /** How long ago it came back. */
    public Duration age(long nowNanos) {
        return Duration.ofNanos(Math.max(0, nowNanos - madeNanos));
    }

    /** How much longer it may be used, in nanoseconds; never negative. */
    long leftNanos(long nowNanos) {
        return Math.max(0, madeNanos + function.manifest().cache().ttl().toNanos() - nowNanos);
    }

    /** Whether a run would be one of the same versions now. */
    boolean holds(FunctionRegistry registry) {
        return registry.find(function.name())
                        .flatMap(record -> record.version(function.version()))
                        .filter(function::equals)
                        .isPresent()
                && dependencies.stream().allMatch(dependency -> dependency.holds(registry));
    }

    /** What it takes in memory, in bytes. */
    int weight() {
        return OWN_BYTES + bytes.length() + DEPENDENCY_BYTES * dependencies.size();
    }
}
