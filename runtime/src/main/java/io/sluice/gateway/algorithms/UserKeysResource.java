package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sluice.accounts.ApiKey;
import io.sluice.accounts.ApiKeys;
import io.sluice.accounts.FunctionPattern;
import io.sluice.accounts.KeyKind;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Keys of users, with just the rights that they are given. */
@Path("/v1")
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

    /** A key as clients read it; the key itself is in the answer to its making and nowhere else. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyView(
            String id,
            String label,
            @Nullable String key,
            String keyType,
            PermissionsView permissions,
            String createdAt) {

        static KeyView of(ApiKey key, @Nullable String secret) {
            Rights rights = key.rights();
            return new KeyView(
                    key.id(),
                    key.label(),
                    secret,
                    rights.kind() == KeyKind.PLATFORM_ADMIN ? "PlatformAdminKey" : "AlgorithmKey",
                    new PermissionsView(
                            !rights.functions().isEmpty(),
                            rights.functions().stream()
                                    .map(FunctionPattern::toString)
                                    .toList(),
                            rights.webOrigin() != null,
                            rights.webOrigin(),
                            rights.readsData(),
                            rights.writesData(),
                            rights.managesFunctions()),
                    AlgorithmViews.time(key.createdAt()));
        }
    }

    /** What a key lets its holder do. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PermissionsView(
            boolean allowAlgo,
            List<String> algoAcl,
            boolean allowWebAlgo,
            @Nullable String refererHost,
            boolean allowData,
            boolean allowDataWrite,
            boolean allowAlgoManagement) {}

    @GET
    @Path("users/{user}/keys")
    @Operation(summary = "List a user's keys, without what they are made of")
    public List<KeyView> list(@RestPath String user) {
        return keys.of(access.ownUser(user).name()).stream()
                .map(key -> KeyView.of(key, null))
                .toList();
    }

    @POST
    @Path("users/{user}/keys")
    @ResponseStatus(201)
    @Operation(summary = "Make a key that may do no more than the caller's; this reply is the only one that shows it")
    public KeyView create(@RestPath String user, InputStream in) throws IOException {
        User owner = access.ownUser(user);
        Body body = Body.read(in);
        Rights asked = rights(body);
        Rights own = access.caller().rights();
        if (!own.administers() && !own.covers(asked)) {
            throw AlgorithmAccess.forbidden(
                    "a key may pass on the rights that it has, and no others; ask for fewer, or use another key");
        }
        return made(owner, body.textOrEmpty("label"), asked);
    }

    @POST
    @Path("admin/users/{user}/keys")
    @ResponseStatus(201)
    @Operation(summary = "Make a key for any user; for keys that administer accounts")
    public KeyView createForOthers(@RestPath String user, InputStream in) throws IOException {
        access.requireAdministrator();
        Body body = Body.read(in);
        return made(access.user(user), body.textOrEmpty("label"), rights(body));
    }

    @DELETE
    @Path("users/{user}/keys/{id}")
    @Operation(summary = "Revoke a key, at once")
    public void revoke(@RestPath String user, @RestPath String id) {
        User owner = access.ownUser(user);
        boolean own = keys.of(owner.name()).stream().anyMatch(key -> key.id().equals(id));
        if (!own || !keys.revoke(id)) {
            throw new BadRequest(404, ErrorReply.BAD_KEY, "user '" + owner.name() + "' has no key '" + id + "'");
        }
    }

    private KeyView made(User owner, String label, Rights rights) {
        ApiKeys.Created created = keys.create(owner.name(), label, rights);
        return KeyView.of(created.apiKey(), created.key());
    }

    private static Rights rights(Body body) {
        String type = body.text("key_type");
        if (type != null && (type.equals("PlatformAdminKey") || type.equals("ManagementKey"))) {
            return Rights.PLATFORM_ADMIN;
        }
        if (type != null && !type.equals("AlgorithmKey")) {
            throw Body.invalid("key_type", "AlgorithmKey or PlatformAdminKey", type);
        }
        Body permissions = body.of("permissions");
        boolean pages = is(permissions, "allow_web_algo");
        String host = permissions.text("referer_host");
        return new Rights(
                KeyKind.ALGORITHM,
                is(permissions, "allow_algo") ? functions(permissions) : List.of(),
                is(permissions, "allow_data"),
                is(permissions, "allow_data_write"),
                is(permissions, "allow_algo_management"),
                pages ? Optional.ofNullable(host).orElse("*") : null);
    }

    private static boolean is(Body permissions, String field) {
        return Boolean.TRUE.equals(permissions.flag(field));
    }

    private static List<FunctionPattern> functions(Body permissions) {
        JsonNode acl = permissions.json().path("algo_acl");
        if (acl.isMissingNode() || acl.isNull()) {
            return List.of(FunctionPattern.ALL);
        }
        List<FunctionPattern> patterns = new ArrayList<>();
        try {
            if (acl.isArray()) {
                acl.forEach(each -> patterns.add(FunctionPattern.parse(each.asText())));
            } else {
                patterns.add(FunctionPattern.parse(acl.asText()));
            }
        } catch (IllegalArgumentException e) {
            throw new BadRequest(400, ErrorReply.INVALID_INPUT, "permissions.algo_acl: " + e.getMessage());
        }
        return patterns;
    }
}
