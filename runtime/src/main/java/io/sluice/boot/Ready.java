package io.sluice.boot;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once calls are answered, and no more once the runtime ends. */
@Readiness
@Singleton
class Ready implements HealthCheck {

    private final Lifecycle lifecycle;

    Ready(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("calls are answered")
                .status(lifecycle.isReady())
                .build();
    }
}
