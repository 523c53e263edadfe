package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where secrets are kept: in this runtime, and nowhere else. */
@Path("/v1/secret-provider")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "algorithms")
class SecretProviderResource {

    static final Provider INTERNAL = new Provider("internal", "internal", "Sluice", true);

    /** A place of secrets. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Provider(String id, String name, String description, boolean isDefault) {}

    @GET
    @Operation(summary = "Where secrets are kept: in this runtime")
    public List<Provider> list() {
        return List.of(INTERNAL);
    }
}
