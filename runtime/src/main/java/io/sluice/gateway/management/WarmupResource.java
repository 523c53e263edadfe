package io.sluice.gateway.management;

import io.sluice.contract.api.CallEdge;
import io.sluice.contract.api.Forecast;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.sluice.pool.InstancePools;
import io.sluice.predictor.statistics.LearnedEdge;
import io.sluice.predictor.trace.TraceEvent;
import io.sluice.predictor.trace.recording.RecordingWriter;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.warmup.Warmup;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What was learned of calls, and what is done with it. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "warm-up")
class WarmupResource {

    private static final int PATIENCE_SECONDS = 5;
    private static final int MOST_INSTANCES = 1000;
    private static final int MOST_SECONDS = 24 * 3600;

    private final Warmup warmup;
    private final FunctionRegistry registry;
    private final InstancePools pools;
    private final Access access;

    WarmupResource(Warmup warmup, FunctionRegistry registry, InstancePools pools, Access access) {
        this.warmup = warmup;
        this.registry = registry;
        this.pools = pools;
        this.access = access;
    }

    @GET
    @Path("graph")
    @Operation(
            summary = "Who calls whom, how often, how wide and how long after; of functions that the caller may call")
    public List<CallEdge> graph() {
        return answer(warmup.ask(policy -> policy.graph())).stream()
                .filter(this::isSeen)
                .map(WarmupViews::edge)
                .toList();
    }

    private boolean isSeen(LearnedEdge edge) {
        return List.of(edge.entry(), edge.caller(), edge.callee()).stream()
                .flatMap(key -> Arrays.stream(key.split("\\|", -1)))
                .allMatch(this::mayCall);
    }

    private boolean mayCall(String key) {
        return key.isEmpty()
                || registry.findByKey(key)
                        .map(FunctionRecord::current)
                        .filter(access.caller()::mayCall)
                        .isPresent();
    }

    @GET
    @Path("functions/{owner}/{name}/forecast")
    @Operation(summary = "Why instances of a function are kept or started ahead of need, or aren't")
    public Forecast forecast(@RestPath String owner, @RestPath String name) {
        FunctionVersion version = access.managed(owner, name).current();
        String function = version.name().toString();
        String mode = warmup.settings().mode().name().toLowerCase(Locale.ROOT);
        int instances = pools.instances(version.label());
        return answer(warmup.ask(policy -> policy.explain(version.name().key())))
                .map(it -> WarmupViews.forecast(function, mode, instances, it))
                .orElseGet(() -> WarmupViews.unknown(function, mode, instances));
    }

    /**
     * Instances to have ready.
     *
     * @param instances how many; 1 by default
     * @param seconds for how long; 60 by default
     */
    record Prewarm(@Nullable Integer instances, @Nullable Integer seconds) {}

    @POST
    @Path("functions/{owner}/{name}/prewarm")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Operation(summary = "Have instances of a function's current version started and kept, calls or not")
    public void prewarm(@RestPath String owner, @RestPath String name, @Nullable Prewarm wish) {
        FunctionVersion version = access.managed(owner, name).current();
        int instances = wish == null || wish.instances() == null ? 1 : wish.instances();
        int seconds = wish == null || wish.seconds() == null ? 60 : wish.seconds();
        requireWithin("instances", instances, MOST_INSTANCES);
        requireWithin("seconds", seconds, MOST_SECONDS);
        pools.prewarmIfThere(version.label(), instances, Duration.ofSeconds(seconds), Duration.ZERO);
    }

    private static void requireWithin(String what, int value, int most) {
        if (value < 0 || value > most) {
            throw new BadRequest(
                    400,
                    ErrorReply.INVALID_INPUT,
                    "prewarm: " + what + " is a number from 0 to " + most + ", was " + value);
        }
    }

    @GET
    @Path("trace")
    @Produces("application/x-ndjson")
    @Operation(summary = "The last events that were learned from, oldest first, to be replayed; for administrators")
    public StreamingOutput trace() {
        access.requireAdministrator();
        List<TraceEvent> events = answer(warmup.recording());
        return out -> {
            try (RecordingWriter writer = new RecordingWriter(out, Instant.EPOCH)) {
                for (TraceEvent event : events) {
                    writer.write(event);
                }
            }
        };
    }

    private static <T> T answer(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalStateException off) {
                throw new BadRequest(409, 0, String.valueOf(off.getMessage()));
            }
            throw new IllegalStateException("the learner failed", e.getCause());
        } catch (TimeoutException e) {
            throw new BadRequest(503, 0, "the learner is busy; try again in a moment");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
