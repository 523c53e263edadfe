package io.sluice.gateway.management;

import io.sluice.contract.api.PipelineHistory;
import io.sluice.contract.api.PipelineRun;
import io.sluice.gateway.BadRequest;
import io.sluice.manifest.RuntimeKind;
import io.sluice.pipeline.History;
import io.sluice.registry.FunctionRecord;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /v1/functions/owner/name/history}: what the last calls of a pipeline did. */
@Path("/v1/functions/{owner}/{name}/history")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "pipelines")
class HistoryResource {

    private static final int MOST = 1000;

    private final History history;
    private final Access access;

    HistoryResource(History history, Access access) {
        this.history = history;
        this.access = access;
    }

    @GET
    @Operation(
            summary = "List the last calls of a pipeline that this node has had, newest first; for those who manage it")
    public List<PipelineRun> list(
            @RestPath String owner, @RestPath String name, @RestQuery @DefaultValue("20") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new BadRequest(400, 0, "limit is a number from 1 to " + MOST + ", was " + limit);
        }
        return history.of(pipeline(owner, name)).stream()
                .limit(limit)
                .map(HistoryViews::run)
                .toList();
    }

    @GET
    @Path("{call}")
    @Operation(summary = "Tell the tasks of one call of a pipeline, by its id or the beginning of it")
    public PipelineHistory call(@RestPath String owner, @RestPath String name, @RestPath String call) {
        String pipeline = pipeline(owner, name);
        return history.find(pipeline, call)
                .map(HistoryViews::history)
                .orElseThrow(() -> Access.notFound("pipeline '" + pipeline + "' has no call '" + call
                        + "' that is kept on this node; sluice.pipelines.history bounds what is"));
    }

    private String pipeline(String owner, String name) {
        FunctionRecord function = access.managed(owner, name);
        if (function.current().manifest().runtime() != RuntimeKind.PIPELINE) {
            throw new BadRequest(409, 0, "function '" + function.name() + "' is no pipeline, and has no history");
        }
        return function.name().toString();
    }
}
