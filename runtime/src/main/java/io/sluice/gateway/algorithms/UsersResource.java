package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sluice.accounts.Accounts;
import io.sluice.accounts.User;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/users}: who has keys, functions and data. There are no passwords: who has a key is its user. */
@Path("/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "accounts")
class UsersResource {

    private final Accounts accounts;
    private final AccountAccess access;

    UsersResource(Accounts accounts, AccountAccess access) {
        this.accounts = accounts;
        this.access = access;
    }

    /** A user as clients read it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record UserView(
            String id,
            String username,
            String email,
            String fullname,
            String createdAt,
            String selfLink,
            String resourceType) {

        static UserView of(User user) {
            return new UserView(
                    user.id().toString(),
                    user.name(),
                    user.email(),
                    user.fullName(),
                    AlgorithmViews.time(user.createdAt()),
                    "/v1/users/" + user.name(),
                    "user");
        }
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Make a user; for keys that administer accounts")
    public UserView create(InputStream in) throws IOException {
        access.requireAdministrator();
        Body body = Body.read(in);
        try {
            return UserView.of(accounts.addUser(
                    body.required("username"), body.textOrEmpty("email"), body.textOrEmpty("fullname")));
        } catch (IllegalArgumentException e) {
            throw new BadRequest(400, ErrorReply.INVALID_INPUT, String.valueOf(e.getMessage()));
        }
    }

    @GET
    @Path("{user}")
    @Operation(summary = "Describe a user, to that user and to administrators")
    public UserView describe(@RestPath String user) {
        return UserView.of(access.ownUser(user));
    }
}
