package io.sluice.pool.process;

import io.sluice.contract.ContentType;
import io.sluice.contract.ReadySignal;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Call;
import io.sluice.pool.Instance;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.NestedCalls.NestedCall;
import io.sluice.pool.NestedCalls.Outcome;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.connection.ConnectionLimits;
import io.sluice.pool.connection.Connections;
import io.sluice.sandbox.IsolationMode;
import io.sluice.sandbox.IsolationSearch;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A driver with the listener that instances call, starting {@link SampleInstance}s. */
final class DriverBench implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long MIB = 1024 * 1024;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final AtomicInteger numbers = new AtomicInteger();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private volatile Function<NestedCall, Uni<Outcome>> nested = call -> Uni.createFrom()
            .item(new Outcome.Returned(
                    call.payload(), Map.of("ce-function", call.function()), Duration.ofMillis(3), null));
    private final Path root;
    private final ProcessDriverSettings settings;
    private final ProcessInstanceDriver driver;

    DriverBench(Path root) {
        this.root = root;
        Path home = Path.of(System.getProperty("java.home"));
        ProcessDriverSettings usual =
                ProcessDriverSettings.in(root.resolve("r"), root.resolve("s"), root.resolve("logs"), home);
        this.settings = new ProcessDriverSettings(
                usual.runFolder(),
                usual.scratchFolder(),
                usual.logFolder(),
                home,
                Duration.ofSeconds(2),
                Duration.ofMillis(50),
                256 * 1024,
                usual.logLineBytes(),
                2,
                usual.logAge());
        HttpServer listener = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> request.response()
                        .setStatusCode(ready(request.path(), body) ? 204 : 410)
                        .end()));
        int port = listener.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        ConnectionLimits limits =
                new ConnectionLimits(1024 * 1024, 100, Duration.ofMillis(200), Duration.ofMillis(500));
        this.driver = new ProcessInstanceDriver(
                new Connections(
                        vertx,
                        limits,
                        call -> nested.apply(call),
                        (spec, instance, what) -> faults.add(what),
                        System::nanoTime),
                settings,
                () -> URI.create("http://127.0.0.1:" + port),
                InstantSource.system(),
                Map.of("sample", (spec, scratch) -> command(home, spec)),
                ForkSettings.NONE,
                IsolationSearch.run(IsolationMode.AUTO, classPath()));
    }

    /** What the sample is made of: this build and its libraries. */
    private static List<Path> classPath() {
        Path project = Path.of("").toAbsolutePath().getParent();
        return List.of(project, Path.of(System.getProperty("user.home"), ".m2/repository"));
    }

    ProcessInstanceDriver driver() {
        return driver;
    }

    ProcessDriverSettings settings() {
        return settings;
    }

    /** What instances were seen to do against the protocol. */
    Queue<String> faults() {
        return faults;
    }

    /** Takes the calls that instances make. */
    void nested(Function<NestedCall, Uni<Outcome>> taker) {
        nested = taker;
    }

    InstanceSpec spec(String mode) {
        return new InstanceSpec(
                "demo/sample",
                "1.0.0",
                "sample",
                root,
                Path.of("none"),
                "main",
                192 * MIB,
                16,
                Duration.ofSeconds(mode.equals("never-ready") ? 2 : 20),
                Map.of("MODE", mode));
    }

    Instance start(String mode) {
        return driver.start(new InstanceId("i-" + numbers.incrementAndGet()), spec(mode))
                .await()
                .atMost(PATIENCE);
    }

    static Call call(String order) {
        return call(order, Duration.ofSeconds(20));
    }

    static Call call(String order, Duration timeout) {
        return new Call(
                "inv",
                "me",
                order + "-" + System.nanoTime(),
                "main",
                new Payload(ContentType.TEXT, Buffer.buffer(order)),
                PayloadRoom.unbounded(),
                timeout,
                TraceContext.start(new Random(1)),
                Map.of("ce-id", "1"));
    }

    private boolean ready(String path, Buffer body) {
        String capability = path.split("/")[2];
        JsonObject json = new JsonObject(body);
        JsonArray names = json.getJsonArray("entryPoints");
        List<String> entryPoints = names.stream().map(String::valueOf).toList();
        return driver.capabilities()
                .ready(
                        capability,
                        new ReadySignal(
                                json.getInteger("protocol"),
                                json.getString("address"),
                                entryPoints,
                                json.getInteger("frames", 0)));
    }

    private static List<String> command(Path home, InstanceSpec spec) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/java").toString());
        command.addAll(List.of("-Xmx" + spec.memoryBytes() / MIB / 2 + "m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:MaxDirectMemorySize=4g", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
        Path classes = Path.of("target/test-classes").toAbsolutePath();
        Class<?> program = spec.environment().getOrDefault("MODE", "").startsWith("frames")
                ? SampleFrames.class
                : SampleInstance.class;
        command.addAll(List.of("-cp", classes.toString(), program.getName()));
        return command;
    }

    @Override
    public void close() {
        driver.close().await().atMost(PATIENCE);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A runtime for tests to kill: starts one instance, says its process and waits. */
    public static void main(String[] arguments) throws Exception {
        DriverBench bench = new DriverBench(Path.of(arguments[0]));
        Instance instance = bench.start("good");
        System.out.println("instance " + instance.pid());
        System.in.read();
    }
}
