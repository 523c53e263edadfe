package io.sluice.gateway.management;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.sluice.accounts.Caller;
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
        if (!function.current().isOpenTo(caller())) {
            throw forbidden("user '" + caller().user() + "' may not see '" + function.name() + "', which is private");
        }
        return function;
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
