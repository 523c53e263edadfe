package io.sluice.gateway.management;

import io.sluice.contract.api.LogLine;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.Closing;
import io.sluice.gateway.ErrorReply;
import io.sluice.pool.process.InstanceLogs;
import io.sluice.pool.process.ProcessInstanceDriver;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What instances wrote. */
@Path("/v1/functions/{owner}/{name}/logs")
@Tag(name = "functions")
class LogsResource {

    private static final int MOST_LINES = 10_000;

    private final InstanceLogs logs;
    private final Access access;
    private final Closing closing;

    LogsResource(ProcessInstanceDriver driver, Access access, Closing closing) {
        this.logs = driver.logs();
        this.access = access;
        this.closing = closing;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The last lines that a function's instances wrote, oldest first")
    public Uni<List<LogLine>> tail(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery Optional<String> version,
            @RestQuery Optional<String> instance,
            @RestQuery @DefaultValue("200") int tail) {
        if (tail < 0 || tail > MOST_LINES) {
            throw new BadRequest(
                    400,
                    ErrorReply.INVALID_INPUT,
                    "tail is a number of lines from 0 to " + MOST_LINES + ", was " + tail);
        }
        return logs.tail(function(owner, name), version, instance, tail);
    }

    @GET
    @Path("follow")
    @Produces("application/x-ndjson")
    @Operation(summary = "The lines that a function's instances write from now on, one JSON object a line")
    public Multi<LogLine> follow(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery Optional<String> version,
            @RestQuery Optional<String> instance) {
        return closing.endOf(logs.follow(function(owner, name), version, instance));
    }

    private String function(String owner, String name) {
        return access.managed(owner, name).name().toString();
    }
}
