package io.sluice.warmup;

import io.sluice.pool.KeepAlive;
import io.sluice.pool.PoolSettings;
import java.time.Duration;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;

/**
 * How long an instance stays that no plan wants: until the learner has had time to plan for it. Where it doesn't plan, for
 * a version that isn't the current one or while it isn't running, the author's word counts. Safe for use by many threads.
 */
final class LearnedKeepAlive implements KeepAlive {

    /** Ample for the learner to take notice. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private final BooleanSupplier planning;
    private final BiPredicate<String, String> current;

    /**
     * @param planning whether the learner carries out plans now
     * @param current whether the function's version is the one that is planned for
     */
    LearnedKeepAlive(BooleanSupplier planning, BiPredicate<String, String> current) {
        this.planning = planning;
        this.current = current;
    }

    @Override
    public Duration of(String function, String version, PoolSettings settings) {
        boolean planned = planning.getAsBoolean() && current.test(function, version);
        return planned && GRACE.compareTo(settings.idle()) < 0 ? GRACE : settings.idle();
    }
}
