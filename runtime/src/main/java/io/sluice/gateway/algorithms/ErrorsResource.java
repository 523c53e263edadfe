package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sluice.accounts.Caller;
import io.sluice.algorithms.Algorithm;
import io.sluice.algorithms.FailureBook;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Calls that failed lately, for those who manage what was called. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "algorithms")
class ErrorsResource {

    private final FailureBook failures;
    private final AlgorithmAccess access;

    ErrorsResource(FailureBook failures, AlgorithmAccess access) {
        this.failures = failures;
        this.access = access;
    }

    /** A call that failed, as clients read it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ErrorView(
            String createdAt,
            String requestId,
            String username,
            String algoname,
            String algoversion,
            String error,
            String errorType) {

        static ErrorView of(FailureBook.Entry entry) {
            return new ErrorView(
                    AlgorithmViews.time(entry.at()),
                    "call-" + entry.number(),
                    entry.function().owner(),
                    entry.function().name(),
                    entry.version(),
                    entry.message(),
                    entry.type());
        }
    }

    @GET
    @Path("algorithms/{owner}/{name}/errors")
    @Operation(summary = "The last failures of an algorithm, newest first")
    public List<ErrorView> ofAlgorithm(@RestPath String owner, @RestPath String name) {
        return of(access.managed(owner, name));
    }

    @GET
    @Path("algorithms/{id}/errors")
    @Operation(summary = "The same by the algorithm's id")
    public List<ErrorView> ofAlgorithm(@RestPath String id) {
        return of(access.managed(id));
    }

    private List<ErrorView> of(Algorithm algorithm) {
        return failures.of(algorithm.name()::equals).stream().map(ErrorView::of).toList();
    }

    @GET
    @Path("users/{user}/errors")
    @Operation(summary = "The last failures of a user's algorithms")
    public List<ErrorView> ofUser(@RestPath String user) {
        return ofOwner(user);
    }

    @GET
    @Path("organizations/{organization}/errors")
    @Operation(summary = "The last failures of an organisation's algorithms")
    public List<ErrorView> ofOrganisation(@RestPath String organization) {
        return ofOwner(organization);
    }

    private List<ErrorView> ofOwner(String owner) {
        Caller caller = access.caller();
        if (!caller.actsFor(owner) || !caller.rights().managesFunctions()) {
            throw AlgorithmAccess.forbidden(
                    "user '" + caller.user() + "' may not see failures of '" + owner + "' with this key");
        }
        return failures.of(function -> function.owner().equalsIgnoreCase(owner)).stream()
                .map(ErrorView::of)
                .toList();
    }
}
