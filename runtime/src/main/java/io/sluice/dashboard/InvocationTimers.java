package io.sluice.dashboard;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.pool.PoolReply;
import io.sluice.pool.Warmth;
import io.sluice.registry.FunctionVersion;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The timers of one version's invocations, by outcome and warmth, each made when it is first needed. Any thread may ask. */
final class InvocationTimers {

    private static final Warmth[] WARMTHS = Warmth.values();

    private final MeterRegistry registry;
    private final FunctionVersion function;
    private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(2 * (WARMTHS.length + 1));

    InvocationTimers(MeterRegistry registry, FunctionVersion function) {
        this.registry = registry;
        this.function = function;
    }

    /** The timer of invocations that ended so. */
    Timer of(boolean failed, @Nullable PoolReply reply) {
        int warmth = reply == null ? WARMTHS.length : reply.warmth().ordinal();
        int index = 2 * warmth + (failed ? 1 : 0);
        Timer there = timers.get(index);
        if (there != null) {
            return there;
        }
        Timer made = make(failed ? "failure" : "result", reply == null ? "none" : word(reply.warmth()));
        timers.set(index, made);
        return made;
    }

    private static String word(Warmth warmth) {
        return warmth.name().toLowerCase(Locale.ROOT);
    }

    /** The registry gives the same one to all who ask. */
    private Timer make(String outcome, String warmth) {
        return Timer.builder("sluice.invocations")
                .tags(
                        "function",
                        function.name().toString(),
                        "version",
                        function.version().toString())
                .tags("outcome", outcome, "warmth", warmth)
                .register(registry);
    }
}
