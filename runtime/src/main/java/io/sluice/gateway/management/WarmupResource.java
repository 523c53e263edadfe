package io.sluice.gateway.management;

import io.sluice.contract.api.CallEdge;
import io.sluice.predictor.statistics.LearnedEdge;
import io.sluice.predictor.trace.TraceEvent;
import io.sluice.predictor.trace.recording.RecordingWriter;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.warmup.Warmup;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was learned of calls. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "warm-up")
class WarmupResource {

    private final Warmup warmup;
    private final FunctionRegistry registry;
    private final Access access;

    WarmupResource(Warmup warmup, FunctionRegistry registry, Access access) {
        this.warmup = warmup;
        this.registry = registry;
        this.access = access;
    }

    @GET
    @Path("graph")
    @Operation(
            summary = "Who calls whom, how often, how wide and how long after; of functions that the caller may call")
    public List<CallEdge> graph() {
        return LearnerAnswer.of(warmup.ask(policy -> policy.graph())).stream()
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
                        .filter(function -> function.isOpenTo(access.caller()))
                        .isPresent();
    }

    @GET
    @Path("trace")
    @Produces("application/x-ndjson")
    @Operation(summary = "The last events that were learned from, oldest first, to be replayed; for administrators")
    public StreamingOutput trace() {
        access.requireAdministrator();
        List<TraceEvent> events = LearnerAnswer.of(warmup.recording());
        return out -> {
            try (RecordingWriter writer = new RecordingWriter(out, Instant.EPOCH)) {
                for (TraceEvent event : events) {
                    writer.write(event);
                }
            }
        };
    }
}
