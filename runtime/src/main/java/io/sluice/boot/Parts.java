package io.sluice.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.sluice.accounts.Accounts;
import io.sluice.accounts.ApiKeys;
import io.sluice.dashboard.Metrics;
import io.sluice.dashboard.StatsBook;
import io.sluice.deploy.Deployments;
import io.sluice.deploy.FirstInstances;
import io.sluice.gateway.Authentication;
import io.sluice.gateway.Calls;
import io.sluice.gateway.GatewayLimits;
import io.sluice.gateway.Laggards;
import io.sluice.gateway.algo.AlgoFace;
import io.sluice.gateway.events.EventsFace;
import io.sluice.gateway.faces.InsideFaces;
import io.sluice.gateway.faces.NestedFace;
import io.sluice.gateway.faces.OutsideFaces;
import io.sluice.gateway.funqy.FunqyFace;
import io.sluice.manifest.RuntimeKind;
import io.sluice.pool.InstancePools;
import io.sluice.pool.PayloadMemory;
import io.sluice.pool.connection.ConnectionLimits;
import io.sluice.pool.connection.Connections;
import io.sluice.pool.process.AlgorithmRunner;
import io.sluice.pool.process.ForkSettings;
import io.sluice.pool.process.JavaTraining;
import io.sluice.pool.process.LaunchCommand;
import io.sluice.pool.process.NodeRunner;
import io.sluice.pool.process.ProcessDriverSettings;
import io.sluice.pool.process.ProcessInstanceDriver;
import io.sluice.pool.process.PythonRunner;
import io.sluice.prepare.JavaPreparer;
import io.sluice.prepare.NodePreparer;
import io.sluice.prepare.Preparations;
import io.sluice.prepare.PythonInterpreter;
import io.sluice.prepare.PythonPreparer;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.PackageLimits;
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
import io.sluice.state.InfinispanState;
import io.sluice.training.Training;
import io.sluice.warmup.Prestarts;
import io.sluice.warmup.StatisticsStore;
import io.sluice.warmup.Warmup;
import io.sluice.warmup.WarmupSettings;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Makes each part, once, from those below it. The only place that reads clocks and makes randomness. */
class Parts {

    private static final String FUNCTIONS = "functions";
    private static final String KEYS = "keys";
    private static final String SECRETS = "secrets";
    private static final String USERS = "users";
    private static final String ORGANISATIONS = "organisations";
    private static final String STATISTICS = "statistics";

    /** The name of the only node. */
    private static final String NODE = "local";

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    /** For ids and tokens; what must not be guessed makes its own. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return new ThreadsOwnRandom(new SecureRandom().nextLong());
    }

    @Produces
    @Singleton
    SluiceHome home(SluiceConfig config) {
        return SluiceHome.open(config.home());
    }

    @Produces
    @Singleton
    InfinispanState state(SluiceHome home) {
        return new InfinispanState(home.state(), Set.of(FUNCTIONS, KEYS, SECRETS, STATISTICS, USERS, ORGANISATIONS));
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

    @Produces
    @Singleton
    PythonRunner python(SluiceHome home, SluiceConfig config) {
        return PythonRunner.lay(home.runners().resolve("python"), new PythonInterpreter(config.functionPython()));
    }

    @Produces
    @Singleton
    NodeRunner node(SluiceHome home, SluiceConfig config) {
        return NodeRunner.lay(home.runners().resolve("node"), config.functionNode(), System.getenv("PATH"));
    }

    @Produces
    @Singleton
    Preparations preparations(SluiceHome home, PythonRunner python, NodeRunner node) {
        return new Preparations(
                home.prepared(),
                Map.of(
                        RuntimeKind.JAVA,
                        new JavaPreparer(System.getProperty("os.arch")),
                        RuntimeKind.PYTHON,
                        new PythonPreparer(python.interpreter(), python.folder()),
                        RuntimeKind.NODE,
                        new NodePreparer(node.program(), node.check(), NodeRunner.MISSING)));
    }

    @Produces
    @Singleton
    InnerListener innerListener(Vertx vertx) {
        return new InnerListener(vertx);
    }

    @Produces
    @Singleton
    LateNestedCalls nestedCalls() {
        return new LateNestedCalls();
    }

    @Produces
    @Singleton
    Connections connections(Vertx vertx, LateNestedCalls nestedCalls, Metrics metrics) {
        return new Connections(vertx, ConnectionLimits.USUAL, nestedCalls, metrics, System::nanoTime);
    }

    @Produces
    @Singleton
    ProcessInstanceDriver driver(
            Connections connections,
            SluiceHome home,
            SluiceConfig config,
            InnerListener listener,
            JavaTraining java,
            PythonRunner python,
            NodeRunner node,
            InstantSource clock) {
        ProcessDriverSettings settings =
                ProcessDriverSettings.in(RunFolder.of(home.folder()), home.scratch(), home.logs(), javaHome(config));
        Map<String, LaunchCommand> kinds = new HashMap<>(java.kinds());
        kinds.computeIfPresent(
                RuntimeKind.JAVA.word(),
                (kind, others) -> AlgorithmRunner.lay(home.runners().resolve("java"), javaHome(config), others));
        kinds.put(RuntimeKind.PYTHON.word(), python);
        kinds.put(RuntimeKind.NODE.word(), node);
        kinds.put(RuntimeKind.EXEC.word(), LaunchCommand.exec());
        ForkSettings forks =
                ForkSettings.of(config.forks().most(), config.forks().idle());
        return new ProcessInstanceDriver(connections, settings, listener::address, clock, kinds, forks);
    }

    @Produces
    @Singleton
    JavaTraining javaTraining(SluiceConfig config) {
        return new JavaTraining(javaHome(config));
    }

    private static Path javaHome(SluiceConfig config) {
        return config.functionJavaHome().orElseGet(() -> Path.of(System.getProperty("java.home")));
    }

    @Produces
    @Singleton
    StatsBook stats() {
        return new StatsBook();
    }

    @Produces
    @Singleton
    Metrics metrics(MeterRegistry registry) {
        return new Metrics(registry);
    }

    @Produces
    @Singleton
    FirstInstances firstInstances() {
        return new FirstInstances();
    }

    private static long memoryBudget(SluiceConfig config) {
        return config.memoryBudget().map(MemorySize::asLongValue).orElseGet(MachineMemory::defaultBudget);
    }

    @Produces
    @Singleton
    InstancePools pools(
            Vertx vertx,
            ProcessInstanceDriver driver,
            Secrets secrets,
            SluiceConfig config,
            StatsBook stats,
            Metrics metrics,
            FirstInstances firstInstances,
            Warmup warmup,
            Prestarts prestarts,
            RandomGenerator random) {
        return new InstancePools(
                vertx,
                new SecretsDriver(driver, secrets),
                memoryBudget(config),
                warmup.keepAlive(),
                new PoolListeners(List.of(stats, metrics, firstInstances, prestarts, warmup.instances())),
                System::nanoTime,
                HexFormat.of().toHexDigits((short) random.nextInt()));
    }

    @Produces
    @Singleton
    Warmup warmup(FunctionRegistry registry, SluiceConfig config, InstantSource clock) {
        SluiceConfig.Warmup warmup = config.warmup();
        long memory = warmup.memory().map(MemorySize::asLongValue).orElseGet(() -> memoryBudget(config) / 2);
        WarmupSettings settings = new WarmupSettings(warmup.mode(), warmup.tau(), memory, warmup.startsPerMinute());
        long origin = Duration.between(Instant.EPOCH, clock.instant()).toNanos() - System.nanoTime();
        return new Warmup(registry, settings, System::nanoTime, origin, warmup.recording());
    }

    @Produces
    @Singleton
    StatisticsStore statistics(InfinispanState state, InstantSource clock) {
        return new StatisticsStore(state.table(STATISTICS), NODE, clock.millis());
    }

    @Produces
    @Singleton
    Prestarts prestarts(MeterRegistry registry) {
        return new Prestarts(registry, System::nanoTime);
    }

    @Produces
    @Singleton
    CallsInside callsInside() {
        return new CallsInside();
    }

    @Produces
    @Singleton
    FunctionEndpoints endpoints(Vertx vertx, InstancePools pools, PackageStore packages, Preparations preparations) {
        return new FunctionEndpoints(vertx, pools, packages, preparations);
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
            SluiceConfig config,
            RandomGenerator random) {
        Flights flights = new Flights(
                vertx,
                callsInside,
                Stream.concat(Stream.of(stats, metrics, prestarts), warmup.invocations().stream())
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
            Training training) {
        return new Deployments(
                registry, packages, preparations, endpoints, pools, firstInstances, results, clock, training::request);
    }

    @Produces
    @Singleton
    Training training(
            ProcessInstanceDriver driver,
            JavaTraining java,
            FunctionEndpoints endpoints,
            InstancePools pools,
            Secrets secrets,
            SluiceConfig config,
            Metrics metrics,
            RandomGenerator random) {
        Training.Settings settings = new Training.Settings(
                config.functionAot(),
                HexFormat.of().toHexDigits((short) random.nextInt()),
                endpoints::spec,
                function -> !secrets.of(function.name()).isEmpty(),
                pools::isQuiet);
        return new Training(new SecretsDriver(driver, secrets), java, settings, metrics, System::nanoTime);
    }

    @Produces
    @Singleton
    Authentication authentication(ApiKeys keys, Accounts accounts) {
        return new Authentication(keys, accounts);
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
    PayloadMemory payloadMemory(SluiceConfig config, GatewayLimits limits, Metrics metrics) {
        Optional<Long> set = config.gateway().payloads().map(MemorySize::asLongValue);
        PayloadMemory memory = new PayloadMemory(MachineMemory.payloads(set, limits.bodyBytes()));
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
    OutsideFaces outside(AlgoFace algo, Calls calls, FunctionRegistry registry) {
        return new OutsideFaces(algo, new FunqyFace(calls), new EventsFace(calls, registry));
    }

    @Produces
    @Singleton
    InsideFaces inside(ProcessInstanceDriver driver, CallsInside callsInside, AlgoFace algo, Laggards laggards) {
        return new InsideFaces(driver.capabilities(), driver.callsInProgress(), callsInside, algo, laggards);
    }

    @Produces
    @Singleton
    NestedFace nested(Calls calls, CallsInside callsInside, RandomGenerator random) {
        return new NestedFace(calls, callsInside, System::nanoTime, random);
    }
}
