package io.sluice.gateway.management;

import io.sluice.gateway.SecretRules;
import io.sluice.registry.Secrets;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Values that functions get in their environment and that are never shown again. */
@Path("/v1/functions/{owner}/{name}/secrets")
@RunOnVirtualThread
@Tag(name = "functions")
class SecretsResource {

    private final Secrets secrets;
    private final Access access;

    SecretsResource(Secrets secrets, Access access) {
        this.secrets = secrets;
        this.access = access;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The names of a function's secrets")
    public List<String> list(@RestPath String owner, @RestPath String name) {
        return List.copyOf(secrets.of(access.managed(owner, name).name()).keySet());
    }

    @PUT
    @Path("{secret}")
    @Consumes(MediaType.TEXT_PLAIN)
    @Operation(summary = "Set a secret: instances that start from now on have it as an environment variable")
    public void put(@RestPath String owner, @RestPath String name, @RestPath String secret, String value) {
        SecretRules.require(secret, value);
        secrets.put(access.managed(owner, name).name(), secret, value);
    }

    @DELETE
    @Path("{secret}")
    @Operation(summary = "Remove a secret")
    public void remove(@RestPath String owner, @RestPath String name, @RestPath String secret) {
        if (!secrets.remove(access.managed(owner, name).name(), secret)) {
            throw Access.notFound("function '" + owner + "/" + name + "' has no secret '" + secret + "'");
        }
    }
}
