package io.sluice.boot;

import io.quarkus.runtime.configuration.MemorySize;
import io.sluice.accounts.Accounts;
import io.sluice.accounts.ApiKeys;
import io.sluice.algorithms.InsightBook;
import io.sluice.dashboard.Metrics;
import io.sluice.gateway.Authentication;
import io.sluice.gateway.Calls;
import io.sluice.gateway.Closing;
import io.sluice.gateway.GatewayLimits;
import io.sluice.gateway.Laggards;
import io.sluice.gateway.algo.AlgoFace;
import io.sluice.gateway.data.DataFace;
import io.sluice.gateway.events.EventsFace;
import io.sluice.gateway.faces.InsideFaces;
import io.sluice.gateway.faces.InsightsFace;
import io.sluice.gateway.faces.NestedFace;
import io.sluice.gateway.faces.OutsideFaces;
import io.sluice.gateway.funqy.FunqyFace;
import io.sluice.pool.PayloadMemory;
import io.sluice.pool.process.ProcessInstanceDriver;
import io.sluice.registry.FunctionRegistry;
import io.sluice.router.CallsInside;
import io.sluice.router.Router;
import io.sluice.spool.Spool;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes the faces and what stands at the edge. */
class EdgeParts {

    @Produces
    @Singleton
    Authentication authentication(ApiKeys keys, Accounts accounts) {
        return new Authentication(keys, accounts);
    }

    @Produces
    @Singleton
    Closing closing() {
        return new Closing();
    }

    @Produces
    @Singleton
    GatewayLimits gatewayLimits(SluiceConfig config) {
        SluiceConfig.Gateway gateway = config.gateway();
        return new GatewayLimits(
                Math.toIntExact(gateway.body().asLongValue()), gateway.defaultTimeout(), gateway.maxTimeout());
    }

    @Produces
    @Singleton
    PayloadMemory payloadMemory(SluiceConfig config, GatewayLimits limits, Spool spool, Metrics metrics) {
        Optional<Long> set = config.gateway().payloads().map(MemorySize::asLongValue);
        PayloadMemory memory = new PayloadMemory(MachineMemory.payloads(set, limits.bodyBytes()), spool);
        metrics.show(memory);
        return memory;
    }

    @Produces
    @Singleton
    Laggards laggards(Vertx vertx, SluiceConfig config) {
        return new Laggards(vertx, System::nanoTime, config.gateway().clientTimeout());
    }

    @Produces
    @Singleton
    Calls calls(Router router, GatewayLimits limits, PayloadMemory memory, Laggards laggards, RandomGenerator random) {
        return new Calls(router, limits, memory, laggards, System::nanoTime, random);
    }

    @Produces
    @Singleton
    AlgoFace algo(Calls calls) {
        return new AlgoFace(calls, System::nanoTime);
    }

    @Produces
    @Singleton
    OutsideFaces outside(AlgoFace algo, Calls calls, FunctionRegistry registry, DataFace data) {
        return new OutsideFaces(algo, new FunqyFace(calls), new EventsFace(calls, registry), data);
    }

    @Produces
    @Singleton
    InsideFaces inside(
            ProcessInstanceDriver driver,
            CallsInside callsInside,
            AlgoFace algo,
            DataFace data,
            InsightBook insights,
            Laggards laggards) {
        return new InsideFaces(
                driver.capabilities(),
                driver.callsInProgress(),
                callsInside,
                algo,
                data,
                new InsightsFace(insights, laggards),
                laggards);
    }

    @Produces
    @Singleton
    NestedFace nested(Calls calls, CallsInside callsInside, RandomGenerator random) {
        return new NestedFace(calls, callsInside, System::nanoTime, random);
    }
}
