package io.sluice.gateway.management;

import io.quarkus.runtime.Quarkus;
import io.sluice.contract.FunctionName;
import io.sluice.contract.api.FunctionStats;
import io.sluice.contract.api.RuntimeStatus;
import io.sluice.pool.InstancePools;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;

/** The runtime itself: its status, its figures, its end. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "runtime")
class RuntimeResource {

    private static final long MIB = 1 << 20;

    private final FunctionRegistry registry;
    private final InstancePools pools;
    private final FunctionViews views;
    private final Access access;
    private final RuntimeFacts facts;
    private final String version;

    RuntimeResource(
            FunctionRegistry registry,
            InstancePools pools,
            FunctionViews views,
            Access access,
            RuntimeFacts facts,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.registry = registry;
        this.pools = pools;
        this.views = views;
        this.access = access;
        this.facts = facts;
        this.version = version;
    }

    @GET
    @Path("runtime")
    @Operation(summary = "How the runtime is")
    public RuntimeStatus status() {
        return new RuntimeStatus(
                version,
                ProcessHandle.current().pid(),
                facts.home().toString(),
                facts.startedAt().toString(),
                registry.all().size(),
                pools.snapshot().stream()
                        .mapToInt(pool -> pool.instances().size())
                        .sum(),
                pools.memoryBudget() / MIB,
                pools.memoryReserved() / MIB,
                facts.residentBytes() / MIB);
    }

    @POST
    @Path("runtime/stop")
    @ResponseStatus(202)
    @Operation(summary = "End the runtime and its instances; calls in flight are finished")
    public void stop() {
        access.requireAdministrator();
        Quarkus.asyncExit();
    }

    @GET
    @Path("stats")
    @Operation(
            summary =
                    "Counts and latencies since the runtime started, of every version that was called, or of one function")
    public List<FunctionStats> stats(@RestQuery Optional<String> function) {
        return functions(function)
                .filter(record -> access.caller().mayManage(record.name()))
                .flatMap(record -> record.versions().stream())
                .map(views::stats)
                .filter(stats ->
                        function.isPresent() || stats.invocations() > 0 || stats.cached() > 0 || stats.instances() > 0)
                .toList();
    }

    private Stream<FunctionRecord> functions(Optional<String> function) {
        return function.map(text -> Stream.of(named(text))).orElseGet(() -> registry.all().stream());
    }

    private FunctionRecord named(String function) {
        try {
            FunctionName name = FunctionName.parse(function);
            return access.callable(name.owner(), name.name());
        } catch (IllegalArgumentException e) {
            throw Access.notFound(e.getMessage());
        }
    }
}
