package io.sluice.gateway.algorithms;

import io.sluice.algorithms.Algorithm;
import io.sluice.algorithms.Algorithms;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /v1/algorithms}: make, list, describe, change, remove, build. */
@Path("/v1/algorithms/{owner}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "algorithms")
class AlgorithmsResource {

    private final Algorithms algorithms;
    private final AlgorithmAccess access;
    private final AlgorithmViews views;

    AlgorithmsResource(Algorithms algorithms, AlgorithmAccess access, AlgorithmViews views) {
        this.algorithms = algorithms;
        this.access = access;
        this.views = views;
    }

    @GET
    @Operation(summary = "List an owner's algorithms that the caller may see")
    public Page<AlgorithmView> list(
            @RestPath String owner, @RestQuery @Nullable Integer limit, @RestQuery @Nullable String marker) {
        List<Algorithm> seen =
                algorithms.ofOwner(owner).stream().filter(access::isVisible).toList();
        return Page.of(seen, limit, marker, algorithm -> algorithm.name().name(), views::of);
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Make an algorithm of its language's template, built and callable at once")
    public AlgorithmView create(@RestPath String owner, InputStream body) throws IOException {
        return views.of(algorithms.create(access.caller(), AlgorithmBodies.created(owner, Body.read(body))));
    }

    @GET
    @Path("{name}")
    @Operation(summary = "Describe an algorithm and its latest version")
    public AlgorithmView describe(@RestPath String owner, @RestPath String name) {
        return views.of(access.visible(owner, name));
    }

    @PUT
    @Path("{name}")
    @Operation(summary = "Change what is said of an algorithm, and what it may do from its next major version on")
    public AlgorithmView update(@RestPath String owner, @RestPath String name, InputStream body) throws IOException {
        return views.of(algorithms.update(
                access.caller(), access.managed(owner, name), AlgorithmBodies.change(Body.lenient(body))));
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Remove an algorithm, its repository and its versions; not those that everybody may call")
    public void delete(@RestPath String owner, @RestPath String name) {
        algorithms.delete(access.caller(), access.managed(owner, name));
    }

    @POST
    @Path("{name}/compile")
    @Operation(summary = "Build what the main branch of an algorithm's repository is at")
    public AlgorithmView compile(@RestPath String owner, @RestPath String name) {
        Algorithm algorithm = access.managed(owner, name);
        return views.of(algorithm, algorithms.compile(access.caller(), algorithm));
    }
}
