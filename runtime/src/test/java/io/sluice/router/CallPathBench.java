package io.sluice.router;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.dashboard.Metrics;
import io.sluice.dashboard.StatsBook;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Instance;
import io.sluice.pool.InstanceDriver;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstancePools;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.KeepAlive;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.PoolListener;
import io.sluice.predictor.statistics.CallGraph;
import io.sluice.registry.Caller;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.InMemoryStateTable;
import io.sluice.registry.PackageLimits;
import io.sluice.registry.PackageStore;
import io.sluice.testing.Samples;
import io.sluice.warmup.Observer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/**
 * What a chain of three costs between the gateway and the instances, which answer at once here: processor time and
 * allocation of the event loops for each chain. A program, not a test: {@code [event loops] [in flight on each] [seconds]}.
 */
final class CallPathBench {

    private static final Flow CHAIN = new Flow.Chain(List.of(
            FunctionReference.parse("demo/one"),
            FunctionReference.parse("demo/two"),
            FunctionReference.parse("demo/three")));
    private static final Origin ORIGIN = new Origin.Outside(new Caller("demo", false));
    private static final Payload PAYLOAD = new Payload(ContentType.JSON, Buffer.buffer("{\"text\":\"hello\"}"));
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 8;

    private final RandomGenerator random = new SecureRandom();
    private final Vertx vertx;
    private final Router router;
    private final LongAdder done = new LongAdder();
    private volatile boolean over;

    private CallPathBench(int loops) throws IOException {
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
        FunctionRegistry registry = new FunctionRegistry(new InMemoryStateTable());
        PackageStore packages = new PackageStore(Files.createTempDirectory("sluice-bench"), PackageLimits.DEFAULT);
        InstancePools pools = new InstancePools(
                vertx, new AtOnce(), 64L << 30, KeepAlive.AS_SET, PoolListener.NONE, System::nanoTime, "b");
        FunctionEndpoints endpoints = new FunctionEndpoints(vertx, pools, packages);
        List<InvocationListener> listeners =
                List.of(new StatsBook(), new Metrics(new SimpleMeterRegistry()), new Observer(new CallGraph()));
        for (String name : List.of("demo/one", "demo/two", "demo/three")) {
            FunctionVersion version = Samples.version(name, "1.0.0", "concurrency: 64", "instances: {max: 1}");
            registry.update(version.name(), there -> FunctionRecord.first(version));
            endpoints.open(version);
        }
        router = new Router(
                registry,
                new Flights(vertx, new CallsInside(), listeners, System::nanoTime, random),
                new RouterLimits(8, 8));
    }

    public static void main(String[] args) throws Exception {
        int loops = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        int inFlight = args.length > 1 ? Integer.parseInt(args[1]) : 8;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        CallPathBench bench = new CallPathBench(loops);
        bench.start(loops, inFlight);
        for (int round = 0; round < ROUNDS; round++) {
            bench.measure(seconds);
        }
        bench.over = true;
        bench.vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void start(int loops, int inFlight) {
        List<Context> contexts = new ArrayList<>();
        for (int i = 0; i < loops; i++) {
            contexts.add(((io.vertx.core.impl.VertxInternal) vertx).createEventLoopContext());
        }
        for (Context context : contexts) {
            for (int i = 0; i < inFlight; i++) {
                context.runOnContext(nothing -> next(context));
            }
        }
    }

    private void next(Context context) {
        if (over) {
            return;
        }
        Invocation invocation = new Invocation(
                "req-1",
                FunctionReference.parse("demo/one"),
                PAYLOAD,
                PayloadRoom.unbounded(),
                ORIGIN,
                Deadline.in(Duration.ofSeconds(30), System.nanoTime()),
                TraceContext.start(random),
                Map.of());
        router.run(CHAIN, invocation)
                .subscribe()
                .with(
                        reply -> {
                            done.increment();
                            context.runOnContext(nothing -> next(context));
                        },
                        Throwable::printStackTrace);
    }

    private void measure(int seconds) throws InterruptedException {
        long before = done.sum();
        long[] start = use();
        CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(seconds, java.util.concurrent.TimeUnit.SECONDS))
                .join();
        long[] end = use();
        long chains = done.sum() - before;
        System.out.printf(
                "%,d chains/s, %.2f us, %,d bytes a chain%n",
                chains / seconds, (end[0] - start[0]) / 1e3 / chains, (end[1] - start[1]) / chains);
    }

    /** Processor time and bytes of all event loops so far. */
    private static long[] use() {
        long[] sum = new long[2];
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("vert.x-eventloop")) {
                sum[0] += THREADS.getThreadCpuTime(thread.threadId());
                sum[1] += THREADS.getThreadAllocatedBytes(thread.threadId());
            }
        }
        return sum;
    }

    /** A driver whose instances are ready at once and give back what they are given, at once. */
    private static final class AtOnce implements InstanceDriver {
        @Override
        public Uni<Instance> start(InstanceId id, InstanceSpec spec) {
            return Uni.createFrom().item(new Echo(id));
        }

        @Override
        public Uni<Void> close() {
            return Uni.createFrom().voidItem();
        }
    }

    private record Echo(InstanceId id) implements Instance {
        @Override
        public Uni<Answer> invoke(Call call) {
            return Uni.createFrom().item(new Answer.Result(call.payload(), Map.of()));
        }

        @Override
        public Uni<Exit> exited() {
            return Uni.createFrom().nothing();
        }

        @Override
        public Uni<Void> stop(Duration grace) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public long residentBytes() {
            return 1;
        }
    }
}
