package io.sluice.router;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.accounts.Caller;
import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.dashboard.Metrics;
import io.sluice.dashboard.StatsBook;
import io.sluice.pipeline.History;
import io.sluice.pipeline.PipelineLimits;
import io.sluice.pipeline.Pipelines;
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
import io.sluice.prepare.Preparations;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.PackageLimits;
import io.sluice.registry.PackageStore;
import io.sluice.results.ResultCache;
import io.sluice.results.Results;
import io.sluice.state.InMemoryStateTable;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * What a chain of three costs between the gateway and the instances, which answer at once here: processor time and bytes of
 * the event loops for each chain. A program, not a test; its arguments are the number of event loops, of chains in flight on
 * each, and of seconds for a round. The first rounds are for warming up.
 */
final class CallPathBench {

    private static final List<String> NAMES = List.of("demo/one", "demo/two", "demo/three");
    private static final List<FunctionReference> STEPS =
            NAMES.stream().map(FunctionReference::parse).toList();
    private static final Flow CHAIN = new Flow.Chain(STEPS);
    private static final Origin ORIGIN = new Origin.Outside(new Caller("demo", false));
    private static final Payload PAYLOAD = new Payload(ContentType.JSON, Buffer.buffer("{\"text\":\"hello\"}"));
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 10;

    private final SplittableRandom random = new SplittableRandom();
    private final Vertx vertx;
    private final Router router;
    private final LongAdder done = new LongAdder();
    private volatile boolean over;

    private CallPathBench(int loops) throws IOException {
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
        FunctionRegistry registry = new FunctionRegistry(new InMemoryStateTable());
        InstancePools pools = new InstancePools(
                vertx, new AtOnce(), 64L << 30, KeepAlive.AS_SET, PoolListener.NONE, System::nanoTime, "b");
        PackageStore packages = new PackageStore(Files.createTempDirectory("sluice-bench"), PackageLimits.DEFAULT);
        Preparations preparations = new Preparations(Files.createTempDirectory("sluice-bench"), Map.of());
        Pipelines pipelines = new Pipelines(
                vertx,
                call -> Uni.createFrom().nothing(),
                pipeline -> Map.of(),
                type -> Optional.empty(),
                new PipelineLimits(1, 1, 1, Duration.ofSeconds(1)),
                new History(0),
                System::nanoTime,
                InstantSource.system(),
                new Random(1));
        FunctionEndpoints endpoints = new FunctionEndpoints(vertx, pools, pipelines, packages, preparations);
        for (String name : NAMES) {
            FunctionVersion version = Samples.version(name, "1.0.0", "concurrency: 64", "instances: {max: 1}");
            registry.update(version.name(), there -> FunctionRecord.first(version));
            endpoints.open(version);
        }
        List<InvocationListener> listeners = List.of(
                new StatsBook(), new Metrics(new SimpleMeterRegistry()), new Observer(event -> {}, time -> time));
        Flights flights = new Flights(vertx, new CallsInside(), listeners, System::nanoTime, random);
        Results results = new Results(ResultCache.of(1 << 20, System::nanoTime), registry, System::nanoTime);
        KeptCalls keptCalls = new KeptCalls(vertx, flights, results, payload -> true, List.of(), System::nanoTime);
        router = new Router(registry, flights, keptCalls, new RouterLimits(8, 8));
    }

    public static void main(String[] args) throws IOException {
        int loops = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        int inFlight = args.length > 1 ? Integer.parseInt(args[1]) : 8;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        CallPathBench bench = new CallPathBench(loops);
        bench.start(inFlight);
        for (int round = 0; round < ROUNDS; round++) {
            bench.measure(seconds);
        }
        bench.over = true;
        bench.vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void start(int inFlight) {
        EventLoops loops = EventLoops.of(vertx);
        for (int loop = 0; loop < loops.size(); loop++) {
            Context context = loops.context(loop);
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
                STEPS.getFirst(),
                PAYLOAD,
                PayloadRoom.unbounded(),
                ORIGIN,
                Deadline.in(Duration.ofSeconds(30), System.nanoTime()),
                TraceContext.start(random),
                Map.of());
        router.run(CHAIN, invocation).subscribe().with(reply -> ended(context), Throwable::printStackTrace);
    }

    private void ended(Context context) {
        done.increment();
        context.runOnContext(nothing -> next(context));
    }

    private void measure(int seconds) {
        long before = done.sum();
        Use start = Use.now();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
        Use end = Use.now();
        long chains = Math.max(1, done.sum() - before);
        System.out.printf(
                "%,d chains/s, %.2f us, %,d bytes a chain%n",
                chains / seconds, (end.nanos - start.nanos) / 1e3 / chains, (end.bytes - start.bytes) / chains);
    }

    /** Processor time and bytes of all event loops so far. */
    private record Use(long nanos, long bytes) {
        static Use now() {
            long[] loops = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("vert.x-eventloop"))
                    .mapToLong(Thread::threadId)
                    .toArray();
            long nanos = 0;
            long bytes = 0;
            for (long loop : loops) {
                nanos += THREADS.getThreadCpuTime(loop);
                bytes += THREADS.getThreadAllocatedBytes(loop);
            }
            return new Use(nanos, bytes);
        }
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
