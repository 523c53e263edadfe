package io.sluice.gateway.algorithms;

import io.sluice.gateway.BadRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Where sources can be: in this runtime's own repositories, and nowhere else. */
@Path("/v1/scms")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "algorithms")
class ScmsResource {

    private static final int UNKNOWN = 4009;

    @GET
    @Operation(summary = "Where sources can be")
    public Page<AlgorithmView.Scm> list() {
        return new Page<>(null, null, List.of(AlgorithmView.Scm.INTERNAL));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Describe a place of sources")
    public AlgorithmView.Scm describe(@RestPath String id) {
        if (!id.equals(AlgorithmView.Scm.INTERNAL.id())) {
            throw new BadRequest(404, UNKNOWN, "sources are in 'internal' only, was '" + id + "'");
        }
        return AlgorithmView.Scm.INTERNAL;
    }

    @GET
    @Path("{id}/oauth/status")
    @Operation(summary = "Whether the caller has let this runtime into a place of sources; nobody needs to")
    public Map<String, String> authorization(@RestPath String id) {
        describe(id);
        return Map.of("authorization_status", "unauthorized");
    }
}
