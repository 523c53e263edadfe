package io.sluice.boot;

import io.sluice.algorithms.FailureBook;
import io.sluice.contract.FunctionName;
import io.sluice.dashboard.Metrics;
import io.sluice.dashboard.StatsBook;
import io.sluice.deploy.Deployments;
import io.sluice.deploy.FirstInstances;
import io.sluice.gateway.Calls;
import io.sluice.pipeline.History;
import io.sluice.pipeline.PipelineLimits;
import io.sluice.pipeline.Pipelines;
import io.sluice.pool.InstancePools;
import io.sluice.prepare.Preparations;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.PackageStore;
import io.sluice.registry.Secrets;
import io.sluice.results.ResultCache;
import io.sluice.results.Results;
import io.sluice.router.CallsInside;
import io.sluice.router.Flights;
import io.sluice.router.FunctionEndpoints;
import io.sluice.router.KeptCalls;
import io.sluice.router.Router;
import io.sluice.router.RouterLimits;
import io.sluice.sandbox.Isolation;
import io.sluice.training.Training;
import io.sluice.warmup.Prestarts;
import io.sluice.warmup.Warmup;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Makes the way of a call, from its face to the pools, and what changes functions. */
class FlowParts {

    @Produces
    @Singleton
    CallsInside callsInside() {
        return new CallsInside();
    }

    @Produces
    @Singleton
    History history(SluiceConfig config) {
        return new History(config.pipelines().history().asLongValue());
    }

    @Produces
    @Singleton
    Pipelines pipelines(
            Vertx vertx,
            LateNestedCalls nestedCalls,
            FunctionRegistry registry,
            Secrets secrets,
            SluiceConfig config,
            History history,
            InstantSource clock,
            RandomGenerator random) {
        PipelineLimits limits = new PipelineLimits(
                config.pipelines().runs(),
                config.pipelines().steps(),
                config.pipelines().data().asLongValue(),
                config.pipelines().expression());
        return new Pipelines(
                vertx,
                nestedCalls,
                pipeline -> secrets.of(FunctionName.parse(pipeline)),
                type -> registry.forEvent(type).map(FunctionVersion::reference),
                limits,
                history,
                System::nanoTime,
                clock,
                random);
    }

    void close(@Disposes Pipelines pipelines) {
        pipelines.close();
    }

    @Produces
    @Singleton
    FunctionEndpoints endpoints(
            Vertx vertx, InstancePools pools, Pipelines pipelines, PackageStore packages, Preparations preparations) {
        return new FunctionEndpoints(vertx, pools, pipelines, packages, preparations);
    }

    @Produces
    @Singleton
    Results results(FunctionRegistry registry, SluiceConfig config, Metrics metrics) {
        long memory = ResultMemory.of(
                config.results().memory().asLongValue(), Runtime.getRuntime().maxMemory());
        ResultCache cache = ResultCache.of(memory, System::nanoTime);
        Results results = new Results(cache, registry, System::nanoTime);
        metrics.watch(results);
        return results;
    }

    @Produces
    @Singleton
    Router router(
            Vertx vertx,
            FunctionRegistry registry,
            CallsInside callsInside,
            Results results,
            StatsBook stats,
            Metrics metrics,
            Warmup warmup,
            Prestarts prestarts,
            FailureBook failures,
            SluiceConfig config,
            RandomGenerator random) {
        Flights flights = new Flights(
                vertx,
                callsInside,
                Stream.concat(Stream.of(stats, metrics, prestarts, failures), warmup.invocations().stream())
                        .toList(),
                System::nanoTime,
                random);
        KeptCalls keptCalls =
                new KeptCalls(vertx, flights, results, Calls::isSound, List.of(stats, metrics), System::nanoTime);
        return new Router(
                registry,
                flights,
                keptCalls,
                new RouterLimits(
                        config.router().depth(),
                        config.router().steps(),
                        config.router().nestedCalls(),
                        config.router().accountCalls()));
    }

    @Produces
    @Singleton
    Deployments deployments(
            FunctionRegistry registry,
            PackageStore packages,
            Preparations preparations,
            FunctionEndpoints endpoints,
            InstancePools pools,
            FirstInstances firstInstances,
            Results results,
            InstantSource clock,
            Isolation isolation,
            Training training) {
        return new Deployments(
                registry,
                packages,
                preparations,
                endpoints,
                pools,
                firstInstances,
                results,
                clock,
                isolation,
                training::request);
    }
}
