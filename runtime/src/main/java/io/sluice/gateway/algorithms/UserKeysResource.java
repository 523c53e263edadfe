package io.sluice.gateway.algorithms;

import io.sluice.accounts.ApiKeys;
import io.sluice.accounts.Rights;
import io.sluice.accounts.User;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** Keys of users, with just the rights that they are given. */
@Path("/v1/users/{user}/keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "accounts")
class UserKeysResource {

    private final ApiKeys keys;
    private final AccountAccess access;

    UserKeysResource(ApiKeys keys, AccountAccess access) {
        this.keys = keys;
        this.access = access;
    }

    @GET
    @Operation(summary = "List a user's keys, without what they are made of")
    public List<KeyView> list(@RestPath String user) {
        return keys.of(access.ownUser(user).name()).stream()
                .map(key -> KeyView.of(key, null))
                .toList();
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Make a key that may do no more than the caller's; this reply is the only one that shows it")
    public KeyView create(@RestPath String user, InputStream in) throws IOException {
        User owner = access.ownUser(user);
        Body body = Body.read(in);
        Rights asked = KeyView.rights(body);
        Rights own = access.caller().rights();
        if (!own.administers() && !own.covers(asked)) {
            throw AlgorithmAccess.forbidden(
                    "a key may pass on the rights that it has, and no others; ask for fewer, or use another key");
        }
        ApiKeys.Created created = keys.create(owner.name(), KeyView.label(body), asked);
        return KeyView.of(created.apiKey(), created.key());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revoke a key, at once")
    public void revoke(@RestPath String user, @RestPath String id) {
        User owner = access.ownUser(user);
        boolean own = keys.of(owner.name()).stream().anyMatch(key -> key.id().equals(id));
        if (!own || !keys.revoke(id)) {
            throw new BadRequest(404, ErrorReply.BAD_KEY, "user '" + owner.name() + "' has no key '" + id + "'");
        }
    }
}
