package io.sluice.gateway.git;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.sluice.accounts.Caller;
import io.sluice.algorithms.Algorithm;
import io.sluice.algorithms.Algorithms;
import io.sluice.contract.FunctionName;
import io.sluice.gateway.Authentication;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Whose repositories a caller may read and write. */
@RequestScoped
class GitAccess {

    private static final String SUFFIX = ".git";

    private final CurrentVertxRequest request;
    private final Algorithms algorithms;
    private final FunctionRegistry registry;

    GitAccess(CurrentVertxRequest request, Algorithms algorithms, FunctionRegistry registry) {
        this.request = request;
        this.algorithms = algorithms;
        this.registry = registry;
    }

    /** The algorithm of a repository, for those who may see its source. */
    Algorithm readable(String owner, String repository) {
        Algorithm algorithm = known(owner, repository);
        boolean shown = registry.find(algorithm.name())
                .map(FunctionRecord::latest)
                .filter(version -> version.showsSourceTo(caller()))
                .isPresent();
        if (!shown && !caller().actsFor(owner)) {
            throw forbidden("user '" + caller().user() + "' may not see the source of '" + algorithm.name() + "'");
        }
        return algorithm;
    }

    /** The algorithm of a repository, for those who may manage it. */
    Algorithm writable(String owner, String repository) {
        Algorithm algorithm = known(owner, repository);
        if (!caller().mayManage(algorithm.name())) {
            throw forbidden("user '" + caller().user() + "' may not push to '" + algorithm.name() + "' with this key");
        }
        return algorithm;
    }

    private Caller caller() {
        return Authentication.of(request.getCurrent());
    }

    private Algorithm known(String owner, String repository) {
        return name(owner, repository)
                .flatMap(algorithms::find)
                .filter(algorithms::hasSource)
                .orElseThrow(
                        () -> new BadRequest(404, 1001, "there is no repository '" + owner + "/" + repository + "'"));
    }

    private static Optional<FunctionName> name(String owner, String repository) {
        try {
            return repository.endsWith(SUFFIX)
                    ? Optional.of(
                            new FunctionName(owner, repository.substring(0, repository.length() - SUFFIX.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BadRequest forbidden(String message) {
        return new BadRequest(403, ErrorReply.NOT_AUTHORIZED, message);
    }
}
