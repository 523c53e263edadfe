package io.sluice.gateway.management;

import io.sluice.contract.api.DeployResult;
import io.sluice.contract.api.FunctionDescription;
import io.sluice.contract.api.FunctionSummary;
import io.sluice.contract.api.VersionSummary;
import io.sluice.deploy.Deployments;
import io.sluice.gateway.BadRequest;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v1/functions}: deploy, list, describe, roll back, remove. */
@Path("/v1/functions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "functions")
class FunctionsResource {

    private static final String ONE = "{owner}/{name}";

    private final FunctionRegistry registry;
    private final Deployments deployments;
    private final Access access;
    private final FunctionViews views;

    FunctionsResource(FunctionRegistry registry, Deployments deployments, Access access, FunctionViews views) {
        this.registry = registry;
        this.deployments = deployments;
        this.access = access;
        this.views = views;
    }

    @GET
    @Operation(
            summary =
                    "List the functions that the caller may call, all or an owner's; with a limit, the header 'Link' says"
                            + " where the next page is")
    public RestResponse<List<FunctionSummary>> list(
            @RestQuery Optional<String> owner, @RestQuery Optional<Integer> limit, @RestQuery Optional<String> marker) {
        FunctionPage page = FunctionPage.of(registry, access.caller(), owner, limit, marker);
        List<FunctionSummary> rows = page.functions().stream()
                .map(function -> views.summary(function, access.caller()))
                .toList();
        RestResponse.ResponseBuilder<List<FunctionSummary>> reply = RestResponse.ResponseBuilder.ok(rows);
        page.next().ifPresent(next -> reply.header("Link", "<" + next + ">; rel=\"next\""));
        return reply.build();
    }

    @POST
    @Consumes({"application/zip", "application/x-zip-compressed"})
    @Operation(summary = "Deploy a package: a zip file with sluice.yaml at its root and the package's files below app/")
    public RestResponse<DeployResult> deploy(File zip, @RestQuery @DefaultValue("true") boolean training)
            throws InvalidManifestException, IOException {
        try {
            DeployResult result = deployments.deploy(zip.toPath(), access.caller(), training);
            return RestResponse.status(result.changed() ? RestResponse.Status.CREATED : RestResponse.Status.OK, result);
        } finally {
            Files.deleteIfExists(zip.toPath());
        }
    }

    @GET
    @Path(ONE)
    @Operation(summary = "Describe a function: its current version, or the one named by the query")
    public FunctionDescription describe(
            @RestPath String owner, @RestPath String name, @RestQuery @Nullable String version) {
        FunctionRecord function = access.callable(owner, name);
        return views.description(function, access.callable(function, version));
    }

    @GET
    @Path(ONE + "/versions")
    @Operation(summary = "List a function's versions, newest first")
    public List<VersionSummary> versions(@RestPath String owner, @RestPath String name) {
        FunctionRecord function = access.callable(owner, name);
        return function.versionsOpenTo(access.caller()).stream()
                .map(version -> views.version(function, version))
                .toList()
                .reversed();
    }

    /** Which version to go back to; null is the one before the current. */
    record Rollback(@Nullable String version) {}

    @POST
    @Path(ONE + "/rollback")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make another version the current one; newer ones are withdrawn from ranges")
    public VersionSummary rollback(@RestPath String owner, @RestPath String name, @Nullable Rollback rollback) {
        FunctionRecord function = access.managed(owner, name);
        String wanted = rollback == null ? null : rollback.version();
        FunctionVersion now = wanted == null
                ? deployments
                        .rollback(function.name(), null)
                        .orElseThrow(() -> new BadRequest(
                                409,
                                0,
                                "function '" + function.name() + "' has no version before "
                                        + function.current().version() + " to roll back to"))
                : deployments
                        .rollback(
                                function.name(),
                                Access.version(function, wanted).version())
                        .orElseThrow(() -> Access.notFound("version '" + wanted + "' is gone"));
        return views.version(registry.find(function.name()).orElse(function), now);
    }

    @DELETE
    @Path(ONE)
    @Operation(summary = "Remove a function, or one version of it; calls in flight are finished")
    public void remove(@RestPath String owner, @RestPath String name, @RestQuery @Nullable String version) {
        FunctionRecord function = access.managed(owner, name);
        boolean all = version == null || version.isEmpty();
        deployments.remove(
                function.name(), all ? null : Access.version(function, version).version());
    }
}
