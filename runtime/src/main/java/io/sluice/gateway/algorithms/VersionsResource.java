package io.sluice.gateway.algorithms;

import io.sluice.algorithms.Algorithm;
import io.sluice.algorithms.Algorithms;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What was built and published of an algorithm. */
@Path("/v1/algorithms/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "algorithms")
class VersionsResource {

    private final Algorithms algorithms;
    private final AlgorithmAccess access;
    private final AlgorithmViews views;

    VersionsResource(Algorithms algorithms, AlgorithmAccess access, AlgorithmViews views) {
        this.algorithms = algorithms;
        this.access = access;
        this.views = views;
    }

    @GET
    @Path("versions")
    @Operation(summary = "List versions and builds that the caller may call, newest first")
    public Page<AlgorithmView> list(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery @Nullable String callable,
            @RestQuery @Nullable Boolean published,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String marker) {
        Algorithm algorithm = access.visible(owner, name);
        List<FunctionVersion> listed = open(algorithm)
                .filter(version -> callable == null
                        || callable.equals(version.settings().callability().word()))
                .filter(version -> published == null || published == version.isPublished())
                .sorted(Comparator.comparing(FunctionVersion::deployedAt).reversed())
                .toList();
        return Page.of(listed, limit, marker, FunctionVersion::tag, version -> views.of(algorithm, version));
    }

    private Stream<FunctionVersion> open(Algorithm algorithm) {
        return access.function(algorithm).map(FunctionRecord::all).stream()
                .flatMap(List::stream)
                .filter(version -> version.isOpenTo(access.caller()));
    }

    @GET
    @Path("versions/{version}")
    @Operation(summary = "Describe a version or a build, by its hash or its number")
    public AlgorithmView describe(@RestPath String owner, @RestPath String name, @RestPath String version) {
        Algorithm algorithm = access.visible(owner, name);
        return open(algorithm)
                .filter(each -> each.build().equals(version) || each.tag().equals(version))
                .findFirst()
                .map(each -> views.of(algorithm, each))
                .orElseThrow(NoSuchAlgorithm::new);
    }

    @POST
    @Path("versions")
    @Operation(summary = "Make a version of the last build")
    public AlgorithmView publish(@RestPath String owner, @RestPath String name, InputStream body) throws IOException {
        Algorithm algorithm = access.managed(owner, name);
        FunctionVersion version =
                algorithms.publish(access.caller(), algorithm, AlgorithmBodies.publication(Body.read(body)));
        return views.of(algorithm, version);
    }

    /** The same by the path that some clients know it by. */
    @POST
    @Path("version")
    @Operation(hidden = true)
    public AlgorithmView publishToo(@RestPath String owner, @RestPath String name, InputStream body)
            throws IOException {
        return publish(owner, name, body);
    }
}
