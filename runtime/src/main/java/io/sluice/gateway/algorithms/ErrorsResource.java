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

/** Calls of an algorithm that failed lately. */
@Path("/v1/algorithms/{owner}/{name}/errors")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "algorithms")
class ErrorsResource {

    private final ErrorViews errors;

    ErrorsResource(ErrorViews errors) {
        this.errors = errors;
    }

    @GET
    @Operation(summary = "The last failures of an algorithm, newest first")
    public List<ErrorViews.ErrorView> list(@RestPath String owner, @RestPath String name) {
        return errors.ofAlgorithm(owner, name);
    }
}
