package io.sluice.boot;

import io.sluice.accounts.Accounts;
import io.sluice.algorithms.AlgorithmStore;
import io.sluice.algorithms.Algorithms;
import io.sluice.algorithms.BuildSettings;
import io.sluice.algorithms.CheckOutLimits;
import io.sluice.algorithms.FailureBook;
import io.sluice.algorithms.InsightBook;
import io.sluice.algorithms.Repositories;
import io.sluice.deploy.Deployments;
import io.sluice.prepare.Tools;
import io.sluice.registry.FunctionRegistry;
import io.sluice.state.InfinispanState;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Makes what algorithms are kept, built and published by. */
class AlgorithmParts {

    static final String ALGORITHMS = "algorithms";
    static final String BUILDS = "builds";

    private static final Duration BUILD_BOUND = Duration.ofMinutes(15);

    @Produces
    @Singleton
    Repositories repositories(SluiceHome home) {
        return new Repositories(home.repositories(), CheckOutLimits.DEFAULT);
    }

    @Produces
    @Singleton
    FailureBook failures(InstantSource clock) {
        return new FailureBook(clock);
    }

    @Produces
    @Singleton
    InsightBook insights(InstantSource clock) {
        return new InsightBook(clock);
    }

    @Produces
    @Singleton
    Algorithms algorithms(
            InfinispanState state,
            Repositories repositories,
            SluiceHome home,
            SluiceConfig config,
            Tools tools,
            Deployments deployments,
            FunctionRegistry registry,
            Accounts accounts,
            InstantSource clock) {
        BuildSettings settings =
                new BuildSettings(home.builds(), InstanceParts.javaHome(config), System.getenv(), BUILD_BOUND);
        return Algorithms.of(
                new AlgorithmStore(state.table(ALGORITHMS), state.table(BUILDS)),
                repositories,
                settings,
                tools,
                deployments,
                registry,
                accounts,
                clock);
    }
}
