package io.sluice.functions.relay;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the start wait as long as the environment variable {@code START_WAITS} says, such as {@code 1s}. */
@Singleton
class SlowStart {

    private final Optional<Duration> waits;

    SlowStart(@ConfigProperty(name = "start.waits") Optional<Duration> waits) {
        this.waits = waits;
    }

    void start(@Observes StartupEvent event) throws InterruptedException {
        if (waits.isPresent()) {
            TimeUnit.NANOSECONDS.sleep(waits.get().toNanos());
        }
    }
}
