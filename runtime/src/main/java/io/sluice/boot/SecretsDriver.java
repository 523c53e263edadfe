package io.sluice.boot;

import io.sluice.contract.FunctionName;
import io.sluice.pool.Instance;
import io.sluice.pool.InstanceDriver;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.registry.Secrets;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;

/** Adds a function's secrets to its environment at the moment an instance starts, so that the pool never holds them. */
record SecretsDriver(InstanceDriver driver, Secrets secrets) implements InstanceDriver {

    @Override
    public Uni<Instance> start(InstanceId id, InstanceSpec spec) {
        return driver.start(id, withSecrets(spec));
    }

    private InstanceSpec withSecrets(InstanceSpec spec) {
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.putAll(secrets.of(FunctionName.parse(spec.function())));
        return spec.withEnvironment(environment);
    }

    @Override
    public long cpuNanos(InstanceId id) {
        return driver.cpuNanos(id);
    }

    @Override
    public Uni<Void> close() {
        return driver.close();
    }
}
