package io.sluice.algorithms;

import io.sluice.accounts.Accounts;
import io.sluice.accounts.Caller;
import io.sluice.accounts.Role;
import io.sluice.contract.FunctionName;
import io.sluice.manifest.Callability;

/** What a caller may do with an algorithm, by its owner. */
final class Ownership {

    private final Accounts accounts;

    Ownership(Accounts accounts) {
        this.accounts = accounts;
    }

    void requireManager(Caller caller, FunctionName algorithm) {
        if (!caller.mayManage(algorithm)) {
            throw notAllowed("user '" + caller.user() + "' may not manage algorithms of '" + algorithm.owner()
                    + "' with this key");
        }
    }

    /** In an organisation, what everybody may call is for its administrators to publish. */
    void requirePublisher(Caller caller, FunctionName algorithm, Callability callability) {
        boolean may = caller.administrator()
                || caller.user().equalsIgnoreCase(algorithm.owner())
                || accounts.organisation(algorithm.owner())
                        .filter(organisation -> organisation.role(caller.user()) == Role.ADMIN)
                        .isPresent();
        if (callability == Callability.PUBLIC && !may) {
            throw notAllowed("user '" + caller.user() + "' is no administrator of '" + algorithm.owner()
                    + "', and only they publish for everybody; publish privately, or ask one of them");
        }
    }

    static AlgorithmFailure notAllowed(String message) {
        return new AlgorithmFailure(AlgorithmFailure.Kind.NOT_ALLOWED, message);
    }
}
