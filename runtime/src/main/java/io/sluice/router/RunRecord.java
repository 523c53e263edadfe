package io.sluice.router;

import io.sluice.contract.FunctionReference;
import io.sluice.registry.FunctionVersion;
import io.sluice.results.Dependency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is noted of a run whose result may be kept: the calls that are made for it, directly or by functions that it calls,
 * and the runs that these wait for. Safe for use by many threads.
 */
public final class RunRecord {

    /** A result that depends on more is not kept. */
    private static final int MAX_DEPENDENCIES = 256;

    private final Map<FunctionReference, FunctionVersion> called = new ConcurrentHashMap<>();
    private final Map<SharedRun, Integer> awaited = new ConcurrentHashMap<>();
    private volatile boolean spoilt;

    /** A call is made for it. */
    void called(FunctionReference reference, FunctionVersion version) {
        if (spoilt) {
            return;
        }
        FunctionVersion before = called.putIfAbsent(reference, version);
        boolean changedMeanwhile = before != null && !before.equals(version);
        if (changedMeanwhile || called.size() > MAX_DEPENDENCIES) {
            spoil();
        }
    }

    /** Its result must not be kept: it came about in a way that the next one would not. */
    public void spoil() {
        spoilt = true;
    }

    boolean isSpoilt() {
        return spoilt;
    }

    /** What a result depends on that it was given. */
    void take(List<Dependency> dependencies) {
        dependencies.forEach(dependency -> called(dependency.reference(), dependency.version()));
    }

    /** What a run depends on whose result it was given. */
    void take(RunRecord other) {
        other.called.forEach(this::called);
        if (other.spoilt) {
            spoil();
        }
    }

    List<Dependency> dependencies() {
        return called.entrySet().stream()
                .map(entry -> new Dependency(entry.getKey(), entry.getValue()))
                .toList();
    }

    void awaits(SharedRun run) {
        awaited.merge(run, 1, Integer::sum);
    }

    void awaitsNoMore(SharedRun run) {
        awaited.computeIfPresent(run, (same, calls) -> calls == 1 ? null : calls - 1);
    }

    /** Whether it is the other, or cannot end before the other does. */
    boolean isOrWaitsFor(RunRecord other) {
        return equals(other)
                || awaited.keySet().stream().map(SharedRun::record).anyMatch(record -> record.isOrWaitsFor(other));
    }
}
