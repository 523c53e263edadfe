package io.sluice.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.dashboard.Metrics;
import io.sluice.dashboard.StatsBook;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Makes what everything else needs: clocks, randomness, counts. The only place that reads clocks and makes randomness. */
class Parts {

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    /** For ids and tokens; what must not be guessed makes its own. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return new ThreadsOwnRandom(new SecureRandom().nextLong());
    }

    @Produces
    @Singleton
    StatsBook stats() {
        return new StatsBook();
    }

    @Produces
    @Singleton
    Metrics metrics(MeterRegistry registry) {
        return new Metrics(registry);
    }
}
