package io.sluice.boot;

import io.quarkus.runtime.StartupEvent;
import io.sluice.accounts.Accounts;
import io.sluice.dashboard.Metrics;
import io.sluice.data.DataPath;
import io.sluice.data.DataStore;
import io.sluice.data.DataTraffic;
import io.sluice.data.FileDataStore;
import io.sluice.data.S3DataStore;
import io.sluice.data.S3Settings;
import io.sluice.gateway.Laggards;
import io.sluice.gateway.data.DataFace;
import io.sluice.spool.Spool;
import io.sluice.spool.SpoolLimits;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes the store of data and its face, and has functions' temporary files removed. */
@Singleton
class DataParts {

    /** How long a request waits for its turn before it is refused. */
    private static final Duration WAIT = Duration.ofSeconds(10);

    /** How many large payloads are moved at a time; each takes less than a mebibyte of memory. */
    private static final int SPOOL_TRANSFERS = 48;

    private static final Duration TEMPORARY = Duration.ofDays(1);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    @Produces
    @Singleton
    DataStore store(SluiceHome home, SluiceConfig config) {
        return switch (config.data().store()) {
            case FILE -> FileDataStore.open(home.data(), System::nanoTime);
            case S3 -> S3DataStore.open(bucket(config.data()));
        };
    }

    private static S3Settings bucket(SluiceConfig.Data data) {
        return new S3Settings(
                data.s3Endpoint(),
                data.s3Region(),
                data.s3Bucket().orElse(""),
                data.s3Prefix().orElse(""),
                S3Settings.keys(data.s3AccessKey(), data.s3SecretKey()),
                data.s3PathStyle().orElse(data.s3Endpoint().isPresent()));
    }

    @Produces
    @Singleton
    Spool spool(DataStore store, SluiceHome home, SluiceConfig config, Metrics metrics) {
        SluiceConfig.Payload payload = config.payload();
        SpoolLimits limits = new SpoolLimits(
                payload.spoolAbove().asLongValue(),
                payload.most().asLongValue(),
                payload.spool().asLongValue(),
                SPOOL_TRANSFERS);
        Spool spool = new Spool(store, new DataPath.Spool(home.id()), limits, new SecureRandom());
        metrics.show(spool);
        return spool;
    }

    @Produces
    @Singleton
    DataTraffic traffic(Metrics metrics) {
        DataTraffic traffic = new DataTraffic();
        metrics.show(traffic);
        return traffic;
    }

    @Produces
    @Singleton
    DataFace face(
            Vertx vertx,
            DataStore store,
            Accounts accounts,
            Laggards laggards,
            SluiceConfig config,
            DataTraffic traffic,
            RandomGenerator random) {
        return new DataFace(
                vertx,
                store,
                name -> accounts.user(name).isPresent()
                        || accounts.organisation(name).isPresent(),
                laggards,
                new DataFace.Limits(config.data().transfers(), WAIT),
                traffic,
                HexFormat.of().toHexDigits(random.nextLong()));
    }

    void start(@Observes StartupEvent event, Vertx vertx, DataStore store, Spool spool, InstantSource clock) {
        spool.sweep();
        sweep(store, clock);
        vertx.setPeriodic(BETWEEN_SWEEPS.toMillis(), _ -> sweep(store, clock));
    }

    private static void sweep(DataStore store, InstantSource clock) {
        Thread.ofVirtual()
                .name("sluice-data-sweep")
                .start(() -> store.deleteTemporary(clock.instant().minus(TEMPORARY)));
    }
}
