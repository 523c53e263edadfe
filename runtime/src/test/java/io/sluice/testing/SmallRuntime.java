package io.sluice.testing;

import io.sluice.deploy.Deployments;
import io.sluice.deploy.FirstInstances;
import io.sluice.gateway.Calls;
import io.sluice.pipeline.History;
import io.sluice.pipeline.PipelineLimits;
import io.sluice.pipeline.Pipelines;
import io.sluice.pool.InstancePools;
import io.sluice.pool.KeepAlive;
import io.sluice.prepare.Preparations;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.PackageLimits;
import io.sluice.registry.PackageStore;
import io.sluice.results.ResultCache;
import io.sluice.results.Results;
import io.sluice.router.CacheOutcome;
import io.sluice.router.CallsInside;
import io.sluice.router.Flights;
import io.sluice.router.FunctionEndpoints;
import io.sluice.router.InvocationListener;
import io.sluice.router.KeptCalls;
import io.sluice.router.Router;
import io.sluice.router.RouterLimits;
import io.sluice.sandbox.Isolation;
import io.sluice.state.InMemoryStateTable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The runtime from the registry up to the router, with instances that are objects of the test. */
public final class SmallRuntime implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long BUDGET = 64L << 30;

    /** What kept results may take. */
    public static final long RESULT_BYTES = 1L << 20;

    public final Vertx vertx = Vertx.vertx();
    public final AtomicLong nanoTime = new AtomicLong(1_000_000);
    public final FunctionRegistry registry = new FunctionRegistry(new InMemoryStateTable());
    public final FakeFunctions functions = new FakeFunctions();
    public final CallsInside callsInside = new CallsInside();
    public final List<InvocationListener> listeners = new CopyOnWriteArrayList<>();

    /** The versions that became current, in order. */
    public final List<FunctionVersion> deployed = new CopyOnWriteArrayList<>();

    /** How calls of functions whose results are kept came by their results, in order. */
    public final List<CacheOutcome> outcomes = new CopyOnWriteArrayList<>();

    public final InstancePools pools;
    private final Pipelines pipelines;
    public final Flights flights;
    public final Results results;
    public final Router router;
    public final Deployments deployments;
    public final FunctionEndpoints endpoints;

    /** @param folder where packages are kept */
    public SmallRuntime(Path folder) {
        this(folder, null, new RouterLimits(4, 5));
    }

    public SmallRuntime(Path folder, @Nullable InvocationListener listener, RouterLimits limits) {
        if (listener != null) {
            listeners.add(listener);
        }
        PackageStore packages = new PackageStore(folder, PackageLimits.DEFAULT);
        Preparations preparations = new Preparations(folder.resolveSibling("prepared"), Map.of());
        FirstInstances firstInstances = new FirstInstances();
        pools = new InstancePools(
                vertx, functions, BUDGET, KeepAlive.AS_SET, firstInstances, nanoTime::incrementAndGet, "t");
        pipelines = new Pipelines(
                vertx,
                call -> Uni.createFrom().nothing(),
                pipeline -> Map.of(),
                type -> Optional.empty(),
                new PipelineLimits(10, 100, 1 << 20, Duration.ofSeconds(1)),
                new History(0),
                System::nanoTime,
                InstantSource.fixed(Samples.THEN),
                new Random(1));
        endpoints = new FunctionEndpoints(vertx, pools, pipelines, packages, preparations);
        flights = new Flights(vertx, callsInside, listeners, nanoTime::incrementAndGet, new Random(1));
        results = new Results(
                ResultCache.of(RESULT_BYTES, nanoTime::incrementAndGet), registry, nanoTime::incrementAndGet);
        KeptCalls keptCalls = new KeptCalls(
                vertx,
                flights,
                results,
                Calls::isSound,
                List.of((function, outcome) -> outcomes.add(outcome)),
                nanoTime::incrementAndGet);
        router = new Router(registry, flights, keptCalls, limits);
        deployments = new Deployments(
                registry,
                packages,
                preparations,
                endpoints,
                pools,
                firstInstances,
                results,
                InstantSource.fixed(Samples.THEN),
                Isolation.off(),
                deployed::add);
    }

    /** Registers a function without a package, and opens its address. */
    public FunctionVersion add(String name, String... manifestLines) {
        FunctionVersion version = Samples.version(name, "1.0.0", manifestLines);
        registry.update(version.name(), there -> FunctionRecord.first(version));
        endpoints.open(version);
        return version;
    }

    @Override
    public void close() {
        // What still hangs then was meant to.
        pools.close(Duration.ofMillis(200)).await().atMost(PATIENCE);
        pipelines.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
