package io.sluice.gateway.algorithms;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.sluice.accounts.Accounts;
import io.sluice.accounts.Caller;
import io.sluice.accounts.Organisation;
import io.sluice.accounts.Role;
import io.sluice.accounts.User;
import io.sluice.gateway.Authentication;
import io.sluice.gateway.BadRequest;
import jakarta.enterprise.context.RequestScoped;

/** Who is calling, and which accounts that caller may see and change. */
@RequestScoped
class AccountAccess {

    private static final int NO_SUCH_USER = 3000;
    private static final int NO_SUCH_ORGANISATION = 3100;

    private final CurrentVertxRequest request;
    private final Accounts accounts;

    AccountAccess(CurrentVertxRequest request, Accounts accounts) {
        this.request = request;
        this.accounts = accounts;
    }

    Caller caller() {
        return Authentication.of(request.getCurrent());
    }

    void requireAdministrator() {
        if (!caller().rights().administers()) {
            throw AlgorithmAccess.forbidden(
                    "user '" + caller().user() + "' has no key that administers accounts, which this takes");
        }
    }

    /** A user, for that user and for those who administer accounts. */
    User ownUser(String name) {
        boolean own =
                caller().user().equalsIgnoreCase(name) && caller().rights().managesFunctions();
        if (!own) {
            requireAdministrator();
        }
        return user(name);
    }

    User user(String name) {
        return accounts.user(name)
                .orElseThrow(() -> new BadRequest(404, NO_SUCH_USER, "there is no user '" + name + "'"));
    }

    /** An organisation, for its members and for those who administer accounts. */
    Organisation seen(String name) {
        Organisation organisation = known(name);
        if (organisation.role(caller().user()) == null) {
            requireAdministrator();
        }
        return organisation;
    }

    /** An organisation, for its own administrators and for those of accounts. */
    Organisation administered(String name) {
        Organisation organisation = known(name);
        boolean own = organisation.role(caller().user()) == Role.ADMIN
                && caller().rights().managesFunctions();
        if (!own && !caller().rights().administers()) {
            throw AlgorithmAccess.forbidden("user '" + caller().user() + "' is no administrator of '"
                    + organisation.name() + "' with this key");
        }
        return organisation;
    }

    private Organisation known(String name) {
        return accounts.organisation(name)
                .orElseThrow(
                        () -> new BadRequest(404, NO_SUCH_ORGANISATION, "there is no organisation '" + name + "'"));
    }
}
