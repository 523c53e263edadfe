package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sluice.accounts.Caller;
import io.sluice.algorithms.Algorithm;
import io.sluice.algorithms.FailureBook;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls that failed lately, for those who manage what was called. */
@RequestScoped
class ErrorViews {

    private final FailureBook failures;
    private final AlgorithmAccess access;

    ErrorViews(FailureBook failures, AlgorithmAccess access) {
        this.failures = failures;
        this.access = access;
    }

    /** A call that failed, as clients read it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ErrorView(
            String createdAt,
            String requestId,
            String username,
            String algoname,
            String algoversion,
            @Nullable String input,
            String error,
            String errorType) {

        static ErrorView of(FailureBook.Entry entry) {
            return new ErrorView(
                    AlgorithmViews.time(entry.at()),
                    entry.invocation(),
                    entry.function().owner(),
                    entry.function().name(),
                    entry.version(),
                    entry.input(),
                    entry.message(),
                    entry.type());
        }
    }

    List<ErrorView> ofAlgorithm(String owner, String name) {
        return of(access.managed(owner, name));
    }

    List<ErrorView> ofAlgorithm(String id) {
        return of(access.managed(id));
    }

    private List<ErrorView> of(Algorithm algorithm) {
        return failures.of(algorithm.name()::equals).stream().map(ErrorView::of).toList();
    }

    List<ErrorView> ofOwner(String owner) {
        Caller caller = access.caller();
        if (!caller.actsFor(owner) || !caller.rights().managesFunctions()) {
            throw AlgorithmAccess.forbidden(
                    "user '" + caller.user() + "' may not see failures of '" + owner + "' with this key");
        }
        return failures.of(function -> function.owner().equalsIgnoreCase(owner)).stream()
                .map(ErrorView::of)
                .toList();
    }
}
