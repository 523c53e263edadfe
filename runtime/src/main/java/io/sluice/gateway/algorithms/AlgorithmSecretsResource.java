package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sluice.algorithms.Algorithm;
import io.sluice.gateway.SecretRules;
import io.sluice.registry.Secrets;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Secrets of algorithms: environment variables of theirs whose values nobody is shown again. */
@Path("/v1/algorithms/{id}/secrets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "algorithms")
class AlgorithmSecretsResource {

    private final Secrets secrets;
    private final AlgorithmAccess access;

    AlgorithmSecretsResource(Secrets secrets, AlgorithmAccess access) {
        this.secrets = secrets;
        this.access = access;
    }

    /** A secret as clients read it, without its value. */
    @JsonNaming(SnakeCaseStrategy.class)
    record SecretView(
            String id, String shortName, String secretKey, String ownerType, String ownerId, String providerId) {

        static SecretView of(Algorithm algorithm, String key) {
            String owner = algorithm.id().toString();
            return new SecretView(key, key, key, "algorithm", owner, SecretProviderResource.INTERNAL.id());
        }
    }

    @GET
    @Operation(summary = "The names of an algorithm's secrets")
    public Page<SecretView> list(
            @RestPath String id, @RestQuery @Nullable Integer limit, @RestQuery @Nullable String marker) {
        Algorithm algorithm = access.managed(id);
        List<String> names = List.copyOf(secrets.of(algorithm.name()).keySet());
        return Page.of(names, limit, marker, name -> name, name -> SecretView.of(algorithm, name));
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Set a secret: instances that start from now on have it as an environment variable")
    public SecretView put(@RestPath String id, InputStream in) throws IOException {
        Algorithm algorithm = access.managed(id);
        Body body = Body.read(in);
        String key = body.required("secret_key");
        String value = Optional.ofNullable(body.text("secret_value"))
                .orElseThrow(() -> Body.invalid("secret_value", "there, and a text", null));
        SecretRules.require(key, value);
        secrets.put(algorithm.name(), key, value);
        return SecretView.of(algorithm, key);
    }
}
