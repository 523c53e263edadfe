package io.sluice.gateway.management;

import io.sluice.accounts.Accounts;
import io.sluice.accounts.ApiKey;
import io.sluice.accounts.ApiKeys;
import io.sluice.accounts.Caller;
import io.sluice.accounts.Rights;
import io.sluice.contract.FunctionName;
import io.sluice.contract.api.KeySummary;
import io.sluice.contract.api.NewKey;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** API keys: everybody's for administrators, for others their own, with no more rights than they have themselves. */
@Path("/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "keys")
class KeysResource {

    private static final int LONGEST_LABEL = 200;

    private final ApiKeys keys;
    private final Accounts accounts;
    private final Access access;

    KeysResource(ApiKeys keys, Accounts accounts, Access access) {
        this.keys = keys;
        this.accounts = accounts;
        this.access = access;
    }

    @GET
    @Operation(summary = "List the keys that the caller may revoke, without what they are made of")
    public List<KeySummary> list() {
        Caller caller = access.requireKeyHolder();
        List<ApiKey> seen = caller.rights().administers() ? keys.all() : keys.of(caller.user());
        return seen.stream().map(key -> KeyViews.summary(key, null)).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Make a key; this reply is the only one that shows it")
    public KeySummary create(NewKey wanted) {
        Caller caller = access.requireKeyHolder();
        String user = wanted.user() == null ? caller.user() : wanted.user();
        Rights rights = rights(wanted);
        access.requireMayGive(user, rights);
        accounts.ensureUser(checked(user));
        ApiKeys.Created created = keys.create(user, label(wanted), rights);
        return KeyViews.summary(created.apiKey(), created.key());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revoke a key, at once")
    public void revoke(@RestPath String id) {
        Caller caller = access.requireKeyHolder();
        boolean theirs = caller.rights().administers()
                || keys.of(caller.user()).stream().anyMatch(key -> key.id().equals(id));
        if (!theirs || !keys.revoke(id)) {
            throw Access.notFound("there is no key with the id '" + id + "'");
        }
    }

    private static Rights rights(NewKey wanted) {
        try {
            return KeyViews.rights(wanted);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static String checked(String user) {
        if (!user.matches(FunctionName.PART)) {
            throw invalid("a key belongs to a user, whose name has letters, digits, '_' and '-', was '" + user + "'");
        }
        return user;
    }

    private static String label(NewKey wanted) {
        String label = wanted.label() == null ? "" : wanted.label();
        if (label.length() > LONGEST_LABEL) {
            throw invalid("a key's label has at most " + LONGEST_LABEL + " characters, had " + label.length());
        }
        return label;
    }

    private static BadRequest invalid(String message) {
        return new BadRequest(400, ErrorReply.INVALID_INPUT, message);
    }
}
