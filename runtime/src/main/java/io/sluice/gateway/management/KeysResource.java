package io.sluice.gateway.management;

import io.sluice.accounts.Accounts;
import io.sluice.accounts.ApiKey;
import io.sluice.accounts.ApiKeys;
import io.sluice.accounts.KeyKind;
import io.sluice.accounts.Rights;
import io.sluice.contract.FunctionName;
import io.sluice.contract.api.KeySummary;
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
import org.jspecify.annotations.Nullable;

/** API keys, for administrators. */
@Path("/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "keys")
class KeysResource {

    private final ApiKeys keys;
    private final Accounts accounts;
    private final Access access;

    KeysResource(ApiKeys keys, Accounts accounts, Access access) {
        this.keys = keys;
        this.accounts = accounts;
        this.access = access;
    }

    @GET
    @Operation(summary = "List the keys, without what they are made of")
    public List<KeySummary> list() {
        access.requireAdministrator();
        return keys.all().stream().map(key -> summary(key, null)).toList();
    }

    /** Whom a new key acts for. */
    record NewKey(@Nullable String user, boolean administrator) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Make a key; this reply is the only one that shows it")
    public KeySummary create(NewKey wanted) {
        access.requireAdministrator();
        if (wanted.user() == null || !wanted.user().matches(FunctionName.PART)) {
            throw new BadRequest(
                    400,
                    ErrorReply.INVALID_INPUT,
                    "a key belongs to a user, whose name has letters, digits, '_' and '-', was '" + wanted.user()
                            + "'");
        }
        accounts.ensureUser(wanted.user());
        Rights rights = wanted.administrator() ? Rights.SUPERUSER : Rights.OWN;
        ApiKeys.Created created = keys.create(wanted.user(), "", rights);
        return summary(created.apiKey(), created.key());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revoke a key, at once")
    public void revoke(@RestPath String id) {
        access.requireAdministrator();
        if (!keys.revoke(id)) {
            throw Access.notFound("there is no key with the id '" + id + "'");
        }
    }

    private static KeySummary summary(ApiKey key, @Nullable String secret) {
        return new KeySummary(
                key.id(),
                key.user(),
                key.rights().kind() == KeyKind.SUPERUSER,
                key.createdAt().toString(),
                secret);
    }
}
