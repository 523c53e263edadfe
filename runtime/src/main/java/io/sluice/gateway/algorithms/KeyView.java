package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sluice.accounts.ApiKey;
import io.sluice.accounts.FunctionPattern;
import io.sluice.accounts.KeyKind;
import io.sluice.accounts.Rights;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key as clients read it; the key itself is in the answer to its making and nowhere else. The names {@code key_label} and
 * {@code api_key} are those of Algorithmia's generated clients, {@code label} and {@code key} those that its pages have.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyView(
        String id,
        String username,
        String keyLabel,
        String label,
        @Nullable String apiKey,
        @Nullable String key,
        String apiKeyMask,
        String keyType,
        PermissionsView permissions,
        String createdAt) {

    /** All that is shown of a key later on: how every key starts. Clients demand it. */
    private static final String MASK = "sim***";

    static KeyView of(ApiKey key, @Nullable String secret) {
        Rights rights = key.rights();
        return new KeyView(
                key.id(),
                key.user(),
                key.label(),
                key.label(),
                secret,
                secret,
                MASK,
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

    /** What a request calls a key, by either name of that field; empty where it doesn't. */
    static String label(Body body) {
        String label = body.text("key_label");
        return label == null ? body.textOrEmpty("label") : label;
    }

    /** The rights that a request asks for; what it does not name is not given. */
    static Rights rights(Body body) {
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
