package io.sluice.gateway.management;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.sluice.accounts.Caller;
import io.sluice.accounts.KeyKind;
import io.sluice.accounts.Rights;
import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import io.sluice.gateway.Authentication;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who is calling the management API, and what of the registry that caller may see or change. */
@RequestScoped
class Access {

    private final CurrentVertxRequest request;
    private final FunctionRegistry registry;

    Access(CurrentVertxRequest request, FunctionRegistry registry) {
        this.request = request;
        this.registry = registry;
    }

    Caller caller() {
        return Authentication.of(request.getCurrent());
    }

    void requireAdministrator() {
        if (!caller().administrator()) {
            throw forbidden("user '" + caller().user() + "' is not an administrator, and only they may do this");
        }
    }

    /** Who is calling, if that is somebody who may deal with keys: an administrator, or a user with a key to manage. */
    Caller requireKeyHolder() {
        Caller caller = caller();
        if (!caller.rights().administers() && !caller.rights().managesFunctions()) {
            throw forbidden("this key of user '" + caller.user()
                    + "' has no right to manage, which keys are made, listed" + " and revoked with");
        }
        return caller;
    }

    /** Refuses a key for somebody else, or with more rights than the caller has. */
    void requireMayGive(String user, Rights rights) {
        Caller caller = caller();
        boolean own = caller.user().equalsIgnoreCase(user) && caller.rights().covers(rights);
        boolean administers =
                caller.administrator() || caller.rights().administers() && rights.kind() != KeyKind.SUPERUSER;
        if (!own && !administers) {
            throw forbidden(
                    caller.user().equalsIgnoreCase(user)
                            ? "a key of user '" + user + "' has no more rights than the one it is made with"
                            : "user '" + caller.user() + "' is not an administrator, and makes no keys for '" + user
                                    + "'");
        }
    }

    /** The function, for those who may manage it. */
    FunctionRecord managed(String owner, String name) {
        FunctionRecord function = known(owner, name);
        if (!caller().mayManage(function.name())) {
            throw forbidden("user '" + caller().user() + "' may not manage '" + function.name() + "'");
        }
        return function;
    }

    /** The function, for those who may call it. */
    FunctionRecord callable(String owner, String name) {
        FunctionRecord function = known(owner, name);
        if (!function.shownTo(caller()).isOpenTo(caller())) {
            throw forbidden("user '" + caller().user() + "' may not see '" + function.name() + "', which is private");
        }
        return function;
    }

    /** The version that is named, or the one that the caller is shown, for those who may call it. */
    FunctionVersion callable(FunctionRecord function, @Nullable String version) {
        FunctionVersion wanted =
                version == null || version.isEmpty() ? function.shownTo(caller()) : version(function, version);
        if (!wanted.isOpenTo(caller())) {
            throw forbidden("user '" + caller().user() + "' may not see '" + wanted + "', which is private");
        }
        return wanted;
    }

    private FunctionRecord known(String owner, String name) {
        return registry.find(name(owner, name))
                .orElseThrow(() -> notFound("function '" + owner + "/" + name + "' is not deployed here"));
    }

    static FunctionName name(String owner, String name) {
        try {
            return new FunctionName(owner, name);
        } catch (IllegalArgumentException e) {
            throw notFound(e.getMessage());
        }
    }

    /** The version that is named, or the current one. */
    static FunctionVersion version(FunctionRecord function, @Nullable String version) {
        return version == null || version.isEmpty()
                ? function.current()
                : function.version(number(version))
                        .orElseThrow(() ->
                                notFound("function '" + function.name() + "' has no version '" + version + "'; it has "
                                        + function.versions().stream()
                                                .map(each -> each.version().toString())
                                                .toList()));
    }

    static SemanticVersion number(String version) {
        try {
            return SemanticVersion.parse(version);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(400, ErrorReply.INVALID_INPUT, String.valueOf(e.getMessage()));
        }
    }

    static BadRequest notFound(@Nullable String message) {
        return new BadRequest(404, 1001, String.valueOf(message));
    }

    private static BadRequest forbidden(String message) {
        return new BadRequest(403, ErrorReply.NOT_AUTHORIZED, message);
    }
}
