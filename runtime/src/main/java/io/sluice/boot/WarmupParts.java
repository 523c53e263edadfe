package io.sluice.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.sluice.dashboard.Metrics;
import io.sluice.pool.InstancePools;
import io.sluice.pool.process.JavaTraining;
import io.sluice.pool.process.ProcessInstanceDriver;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.Secrets;
import io.sluice.router.FunctionEndpoints;
import io.sluice.state.InfinispanState;
import io.sluice.training.Training;
import io.sluice.warmup.Prestarts;
import io.sluice.warmup.StatisticsStore;
import io.sluice.warmup.Warmup;
import io.sluice.warmup.WarmupSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes what keeps starts away from callers: the predictor's part of the runtime, and training runs. */
class WarmupParts {

    /** The name of the only node. */
    private static final String NODE = "local";

    @Produces
    @Singleton
    Warmup warmup(FunctionRegistry registry, SluiceConfig config, InstantSource clock) {
        SluiceConfig.Warmup warmup = config.warmup();
        long memory =
                warmup.memory().map(MemorySize::asLongValue).orElseGet(() -> InstanceParts.memoryBudget(config) / 2);
        WarmupSettings settings = new WarmupSettings(warmup.mode(), warmup.tau(), memory, warmup.startsPerMinute());
        long origin = Duration.between(Instant.EPOCH, clock.instant()).toNanos() - System.nanoTime();
        return new Warmup(registry, settings, System::nanoTime, origin, warmup.recording());
    }

    @Produces
    @Singleton
    StatisticsStore statistics(InfinispanState state, InstantSource clock) {
        return new StatisticsStore(state.table(StateParts.STATISTICS), NODE, clock.millis());
    }

    @Produces
    @Singleton
    Prestarts prestarts(MeterRegistry registry) {
        return new Prestarts(registry, System::nanoTime);
    }

    @Produces
    @Singleton
    Training training(
            ProcessInstanceDriver driver,
            JavaTraining java,
            FunctionEndpoints endpoints,
            InstancePools pools,
            Secrets secrets,
            SluiceConfig config,
            Metrics metrics,
            RandomGenerator random) {
        Training.Settings settings = new Training.Settings(
                config.functionAot(),
                HexFormat.of().toHexDigits((short) random.nextInt()),
                endpoints::spec,
                function -> !secrets.of(function.name()).isEmpty(),
                pools::isQuiet);
        return new Training(new SecretsDriver(driver, secrets), java, settings, metrics, System::nanoTime);
    }
}
