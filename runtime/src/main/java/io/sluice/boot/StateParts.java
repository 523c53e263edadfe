package io.sluice.boot;

import io.sluice.accounts.Accounts;
import io.sluice.accounts.ApiKeys;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.PackageLimits;
import io.sluice.registry.PackageStore;
import io.sluice.registry.Secrets;
import io.sluice.state.InfinispanState;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;

/** Makes what outlives the runtime: the home, the tables, accounts, functions, packages. */
class StateParts {

    private static final String FUNCTIONS = "functions";
    private static final String KEYS = "keys";
    private static final String SECRETS = "secrets";
    private static final String USERS = "users";
    private static final String ORGANISATIONS = "organisations";
    static final String STATISTICS = "statistics";

    @Produces
    @Singleton
    SluiceHome home(SluiceConfig config) {
        return SluiceHome.open(config.home());
    }

    @Produces
    @Singleton
    InfinispanState state(SluiceHome home) {
        return new InfinispanState(
                home.state(),
                Set.of(
                        FUNCTIONS,
                        KEYS,
                        SECRETS,
                        STATISTICS,
                        USERS,
                        ORGANISATIONS,
                        AlgorithmParts.ALGORITHMS,
                        AlgorithmParts.BUILDS));
    }

    @Produces
    @Singleton
    FunctionRegistry registry(InfinispanState state) {
        return new FunctionRegistry(state.table(FUNCTIONS));
    }

    @Produces
    @Singleton
    ApiKeys keys(InfinispanState state, InstantSource clock) {
        return new ApiKeys(state.table(KEYS), clock);
    }

    @Produces
    @Singleton
    Accounts accounts(InfinispanState state, InstantSource clock) {
        return new Accounts(state.table(USERS), state.table(ORGANISATIONS), clock);
    }

    @Produces
    @Singleton
    Secrets secrets(InfinispanState state) {
        return new Secrets(state.table(SECRETS));
    }

    @Produces
    @Singleton
    PackageStore packages(SluiceHome home) {
        return new PackageStore(home.packages(), PackageLimits.DEFAULT);
    }
}
