package io.sluice.gateway.algorithms;

import io.sluice.accounts.ApiKeys;
import io.smallrye.common.annotation.RunOnVirtualThread;
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

/** Keys for users, made by those who administer accounts. */
@Path("/v1/admin/users/{user}/keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "accounts")
class AdminKeysResource {

    private final ApiKeys keys;
    private final AccountAccess access;

    AdminKeysResource(ApiKeys keys, AccountAccess access) {
        this.keys = keys;
        this.access = access;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Make a key for any user; for keys that administer accounts")
    public KeyView create(@RestPath String user, InputStream in) throws IOException {
        access.requireAdministrator();
        Body body = Body.read(in);
        ApiKeys.Created created = keys.create(access.user(user).name(), KeyView.label(body), KeyView.rights(body));
        return KeyView.of(created.apiKey(), created.key());
    }
}
