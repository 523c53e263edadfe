package io.sluice.gateway.algorithms;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The kinds of organisations. */
@Path("/v1/organization/types")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "accounts")
class OrganisationTypesResource {

    /** A kind of organisations. */
    record TypeView(String id, String name) {}

    @GET
    @Operation(summary = "The kinds of organisations")
    public List<TypeView> list() {
        return Arrays.stream(OrganisationType.values())
                .map(type -> new TypeView(type.id(), type.word()))
                .toList();
    }
}
