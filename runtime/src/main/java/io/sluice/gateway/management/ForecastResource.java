package io.sluice.gateway.management;

import io.sluice.contract.api.Forecast;
import io.sluice.pool.InstancePools;
import io.sluice.registry.FunctionVersion;
import io.sluice.warmup.Warmup;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What is planned for a function. */
@Path("/v1/functions/{owner}/{name}/forecast")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "warm-up")
class ForecastResource {

    private final Warmup warmup;
    private final InstancePools pools;
    private final Access access;

    ForecastResource(Warmup warmup, InstancePools pools, Access access) {
        this.warmup = warmup;
        this.pools = pools;
        this.access = access;
    }

    @GET
    @Operation(summary = "Why instances of a function are kept or started ahead of need, or aren't")
    public Forecast forecast(@RestPath String owner, @RestPath String name) {
        FunctionVersion version = access.managed(owner, name).current();
        String function = version.name().toString();
        String mode = warmup.settings().mode().name().toLowerCase(Locale.ROOT);
        int instances = pools.instances(version.label());
        return LearnerAnswer.of(
                        warmup.ask(policy -> policy.explain(version.name().key())))
                .map(it -> WarmupViews.forecast(function, mode, instances, it))
                .orElseGet(() -> WarmupViews.unknown(function, mode, instances));
    }
}
