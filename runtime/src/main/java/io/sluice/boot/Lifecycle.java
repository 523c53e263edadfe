package io.sluice.boot;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sluice.accounts.Accounts;
import io.sluice.accounts.ApiKeys;
import io.sluice.dashboard.Metrics;
import io.sluice.deploy.Deployments;
import io.sluice.gateway.Authentication;
import io.sluice.gateway.Closing;
import io.sluice.gateway.PipelineBound;
import io.sluice.gateway.faces.InsideFaces;
import io.sluice.gateway.faces.NestedFace;
import io.sluice.gateway.faces.OutsideFaces;
import io.sluice.gateway.management.RuntimeFacts;
import io.sluice.pool.InstancePools;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.state.InfinispanState;
import io.sluice.training.Training;
import io.sluice.warmup.StatisticsStore;
import io.sluice.warmup.Warmup;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Starts the runtime and ends it. */
@Singleton
class Lifecycle implements RuntimeFacts {

    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    /** Before everything else that looks at requests. */
    private static final int FIRST = 10_000;

    private final SluiceHome home;
    private final SluiceConfig config;
    private final InfinispanState state;
    private final ApiKeys keys;
    private final Accounts accounts;
    private final InnerListener innerListener;
    private final InsideFaces insideFaces;
    private final OutsideFaces outsideFaces;
    private final Authentication authentication;
    private final Deployments deployments;
    private final InstancePools pools;
    private final Metrics metrics;
    private final Warmup warmup;
    private final StatisticsStore statistics;
    private final FunctionRegistry registry;
    private final Training training;
    private final Instant startedAt;
    private final Closing closing;
    private volatile boolean ready;

    Lifecycle(
            SluiceHome home,
            SluiceConfig config,
            InfinispanState state,
            ApiKeys keys,
            Accounts accounts,
            InnerListener innerListener,
            InsideFaces insideFaces,
            OutsideFaces outsideFaces,
            Authentication authentication,
            Closing closing,
            Deployments deployments,
            InstancePools pools,
            Metrics metrics,
            Warmup warmup,
            StatisticsStore statistics,
            FunctionRegistry registry,
            Training training,
            LateNestedCalls nestedCalls,
            NestedFace nestedFace,
            InstantSource clock) {
        this.home = home;
        this.config = config;
        this.state = state;
        this.keys = keys;
        this.accounts = accounts;
        this.innerListener = innerListener;
        this.insideFaces = insideFaces;
        this.outsideFaces = outsideFaces;
        this.authentication = authentication;
        this.closing = closing;
        this.deployments = deployments;
        this.pools = pools;
        this.metrics = metrics;
        this.warmup = warmup;
        this.statistics = statistics;
        this.registry = registry;
        this.training = training;
        this.startedAt = clock.instant();
        nestedCalls.set(nestedFace);
    }

    void start(@Observes StartupEvent event) throws Exception {
        innerListener.start(insideFaces);
        deployments.restore();
        metrics.show(warmup);
        warmup.start(pools, statistics);
        keys.all().forEach(key -> accounts.ensureUser(key.user()));
        new AdministratorKey(keys, accounts, home).ensure(config.adminKeyFile());
    }

    void routes(@Observes Router routes) {
        routes.get("/q/metrics").order(-1).handler(context -> {
            metrics.refresh(pools);
            context.next();
        });
        outsideFaces.register(routes);
    }

    void filters(@Observes Filters filters) {
        filters.register(
                context -> {
                    PipelineBound.hold(context.request());
                    if (!closing.refuses(context)) {
                        authentication.filter(context);
                    }
                },
                FIRST);
    }

    /** Calls are answered from now on. */
    void listening(int port) {
        String url = "http://" + reachable(config.host()) + ":" + port;
        home.writeAddress(url);
        ready = true;
        training.requestAll(registry.all().stream().map(FunctionRecord::current).toList());
        LOG.infof("runtime is up url=%s home=%s", url, home.folder());
    }

    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0", "::" -> "127.0.0.1";
            default -> host.contains(":") ? "[" + host + "]" : host;
        };
    }

    /** Calls in flight may finish now, for as long as {@code quarkus.shutdown.timeout} says; then comes {@link #stop}. */
    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        closing.begin();
        LOG.info("runtime takes no more calls");
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        ready = false;
        home.removeAddress();
        warmup.close();
        training.close();
        pools.close(config.stopBound()).await().atMost(config.stopBound().plus(Duration.ofSeconds(15)));
        innerListener.stop();
        state.close();
        home.close();
        LOG.info("runtime is down");
    }

    boolean isReady() {
        return ready && !closing.hasBegun();
    }

    @Override
    public Path home() {
        return home.folder();
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public long residentBytes() {
        return MachineMemory.residentBytes();
    }
}
