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

/** Calls of an organisation's algorithms that failed lately. */
@Path("/v1/organizations/{organization}/errors")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "algorithms")
class OrganisationErrorsResource {

    private final ErrorViews errors;

    OrganisationErrorsResource(ErrorViews errors) {
        this.errors = errors;
    }

    @GET
    @Operation(summary = "The last failures of an organisation's algorithms, newest first")
    public List<ErrorViews.ErrorView> list(@RestPath String organization) {
        return errors.ofOwner(organization);
    }
}
