package io.sluice.gateway.algorithms;

import io.sluice.accounts.Accounts;
import io.sluice.accounts.Organisation;
import io.sluice.accounts.Role;
import io.sluice.accounts.User;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Who belongs to an organisation. */
@Path("/v1/organizations/{organization}/members")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "accounts")
class MembersResource {

    private final Accounts accounts;
    private final AccountAccess access;

    MembersResource(Accounts accounts, AccountAccess access) {
        this.accounts = accounts;
        this.access = access;
    }

    /** A member and what that member may do. */
    record Member(String username, String role) {}

    @GET
    @Operation(summary = "List an organisation's members")
    public List<Member> list(@RestPath String organization) {
        return access.seen(organization).members().entrySet().stream()
                .map(member -> new Member(
                        accounts.user(member.getKey()).map(User::name).orElse(member.getKey()),
                        member.getValue().word()))
                .toList();
    }

    @PUT
    @Path("{user}")
    @Operation(summary = "Add a user to an organisation, or give a member another role")
    public RestResponse<Void> put(@RestPath String organization, @RestPath String user, InputStream in)
            throws IOException {
        Organisation before = access.administered(organization);
        User added = access.user(user);
        Role role = Body.lenient(in).word("role", MembersResource::role, "admin or member");
        Role had = before.role(added.name());
        Role now = role != null ? role : had != null ? had : Role.MEMBER;
        requireAdministratorLeft(before, added, now);
        accounts.update(before.with(added.name(), now));
        // No body: the client for Python gives the status only of answers without one.
        return RestResponse.status(had == null ? RestResponse.Status.CREATED : RestResponse.Status.OK);
    }

    private static Optional<Role> role(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.word().equals(word))
                .findFirst();
    }

    @DELETE
    @Path("{user}")
    @Operation(summary = "Take a user out of an organisation")
    public void remove(@RestPath String organization, @RestPath String user) {
        Organisation before = access.administered(organization);
        User gone = access.user(user);
        if (before.role(gone.name()) == null) {
            throw new BadRequest(404, 3000, "user '" + gone.name() + "' is no member of '" + before.name() + "'");
        }
        requireAdministratorLeft(before, gone, null);
        accounts.update(before.without(gone.name()));
    }

    private static void requireAdministratorLeft(Organisation before, User changed, @Nullable Role now) {
        Organisation after = now == null ? before.without(changed.name()) : before.with(changed.name(), now);
        if (!after.members().containsValue(Role.ADMIN)) {
            throw new BadRequest(
                    409,
                    ErrorReply.INVALID_INPUT,
                    "organisation '" + before.name() + "' would be without an administrator; make another member one"
                            + " first");
        }
    }
}
