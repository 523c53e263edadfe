package io.sluice.gateway.algorithms;

import io.sluice.algorithms.Algorithm;
import io.sluice.algorithms.AlgorithmBuild;
import io.sluice.algorithms.Algorithms;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** An algorithm's builds, and what they wrote; for those who manage it. */
@Path("/v1/algorithms/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "algorithms")
class BuildsResource {

    private final Algorithms algorithms;
    private final AlgorithmAccess access;
    private final AlgorithmViews views;

    BuildsResource(Algorithms algorithms, AlgorithmAccess access, AlgorithmViews views) {
        this.algorithms = algorithms;
        this.access = access;
        this.views = views;
    }

    @GET
    @Path("builds")
    @Operation(summary = "List builds, those that failed too, newest first")
    public Page<AlgorithmView.BuildView> list(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String marker) {
        Algorithm algorithm = access.managed(owner, name);
        return Page.of(
                algorithms.builds(algorithm),
                limit,
                marker,
                build -> build.id().toString(),
                build -> views.build(algorithm, build));
    }

    @GET
    @Path("builds/{id}")
    @Operation(summary = "Describe a build")
    public AlgorithmView.BuildView describe(@RestPath String owner, @RestPath String name, @RestPath String id) {
        Algorithm algorithm = access.managed(owner, name);
        return views.build(algorithm, known(algorithm, id));
    }

    @GET
    @Path("builds/{id}/logs")
    @Operation(summary = "What a build wrote, when it has ended")
    public Map<String, String> logs(@RestPath String owner, @RestPath String name, @RestPath String id) {
        AlgorithmBuild build = known(access.managed(owner, name), id);
        if (build.finishedAt() == null) {
            throw new BadRequest(404, ErrorReply.NO_LOGS, "build '" + id + "' goes on; its log is there at its end");
        }
        return Map.of("logs", build.log());
    }

    private AlgorithmBuild known(Algorithm algorithm, String id) {
        return algorithms.builds(algorithm).stream()
                .filter(build -> build.id().toString().equals(id))
                .findFirst()
                .orElseThrow(() -> new BadRequest(
                        404,
                        ErrorReply.NO_SUCH_BUILD,
                        "algorithm '" + algorithm.name() + "' has no build '" + id + "'"));
    }

    @GET
    @Path("scm/status")
    @Operation(summary = "Whether the algorithm's repository can be used")
    public Map<String, String> source(@RestPath String owner, @RestPath String name) {
        return Map.of(
                "scm_connection_status", algorithms.hasSource(access.managed(owner, name)) ? "active" : "inactive");
    }
}
