package io.sluice.gateway.algorithms;

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
import io.sluice.registry.FunctionVersion;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;

/** Who is calling, and what of the algorithms that caller may see. */
@RequestScoped
class AlgorithmAccess {

    private final CurrentVertxRequest request;
    private final Algorithms algorithms;
    private final FunctionRegistry registry;

    AlgorithmAccess(CurrentVertxRequest request, Algorithms algorithms, FunctionRegistry registry) {
        this.request = request;
        this.algorithms = algorithms;
        this.registry = registry;
    }

    Caller caller() {
        return Authentication.of(request.getCurrent());
    }

    /** The algorithm, for those who may see it: who acts for its owner, and everybody where a version is public. */
    Algorithm visible(String owner, String name) {
        Algorithm algorithm = known(owner, name);
        if (!isVisible(algorithm)) {
            throw forbidden("user '" + caller().user() + "' may not see '" + algorithm.name()
                    + "', which is private; ask one of its owner");
        }
        return algorithm;
    }

    boolean isVisible(Algorithm algorithm) {
        return caller().actsFor(algorithm.name().owner())
                || registry.find(algorithm.name()).stream()
                        .flatMap(function -> function.versions().stream())
                        .anyMatch(FunctionVersion::isPublic);
    }

    /** The algorithm, for those who may manage it. */
    Algorithm managed(String owner, String name) {
        return managed(known(owner, name));
    }

    /** The algorithm of that id, for those who may manage it. */
    Algorithm managed(String id) {
        return managed(uuid(id).flatMap(algorithms::findById).orElseThrow(NoSuchAlgorithm::new));
    }

    private Algorithm managed(Algorithm algorithm) {
        if (!caller().mayManage(algorithm.name())) {
            throw forbidden("user '" + caller().user() + "' may not manage '" + algorithm.name() + "' with this key");
        }
        return algorithm;
    }

    /** What is deployed of an algorithm. */
    Optional<FunctionRecord> function(Algorithm algorithm) {
        return registry.find(algorithm.name());
    }

    private Algorithm known(String owner, String name) {
        return name(owner, name).flatMap(algorithms::find).orElseThrow(NoSuchAlgorithm::new);
    }

    private static Optional<FunctionName> name(String owner, String name) {
        try {
            return Optional.of(new FunctionName(owner, name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static BadRequest forbidden(String message) {
        return new BadRequest(403, ErrorReply.NOT_AUTHORIZED, message);
    }
}
