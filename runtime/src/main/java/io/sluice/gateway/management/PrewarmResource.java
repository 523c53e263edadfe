package io.sluice.gateway.management;

import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.sluice.pool.InstancePools;
import io.sluice.registry.FunctionVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Instances that somebody wants to have ready. */
@Path("/v1/functions/{owner}/{name}/prewarm")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "warm-up")
class PrewarmResource {

    private static final int MOST_INSTANCES = 1000;
    private static final int MOST_SECONDS = 24 * 3600;

    private final InstancePools pools;
    private final Access access;

    PrewarmResource(InstancePools pools, Access access) {
        this.pools = pools;
        this.access = access;
    }

    /**
     * Instances to have ready.
     *
     * @param instances how many; 1 by default
     * @param seconds for how long; 60 by default
     */
    record Prewarm(@Nullable Integer instances, @Nullable Integer seconds) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Operation(summary = "Have instances of a function's current version started and kept, calls or not")
    public void prewarm(@RestPath String owner, @RestPath String name, @Nullable Prewarm wish) {
        FunctionVersion version = access.managed(owner, name).current();
        int instances = wish == null || wish.instances() == null ? 1 : wish.instances();
        int seconds = wish == null || wish.seconds() == null ? 60 : wish.seconds();
        requireWithin("instances", instances, MOST_INSTANCES);
        requireWithin("seconds", seconds, MOST_SECONDS);
        pools.prewarmIfThere(version.label(), instances, Duration.ofSeconds(seconds));
    }

    private static void requireWithin(String what, int value, int most) {
        if (value < 0 || value > most) {
            throw new BadRequest(
                    400,
                    ErrorReply.INVALID_INPUT,
                    "prewarm: " + what + " is a number from 0 to " + most + ", was " + value);
        }
    }
}
