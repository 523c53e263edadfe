package io.sluice.gateway.algorithms;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The same by the algorithm's id. */
@Path("/v1/algorithms/{id}/errors")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "algorithms")
class ErrorsByIdResource {

    private final ErrorViews errors;

    ErrorsByIdResource(ErrorViews errors) {
        this.errors = errors;
    }

    @GET
    @Operation(summary = "The last failures of an algorithm by its id, newest first")
    public List<ErrorViews.ErrorView> list(@RestPath String id) {
        return errors.ofAlgorithm(id);
    }
}
