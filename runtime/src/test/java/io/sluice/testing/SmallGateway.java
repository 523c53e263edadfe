package io.sluice.testing;

import io.sluice.accounts.Accounts;
import io.sluice.accounts.ApiKeys;
import io.sluice.accounts.Rights;
import io.sluice.algorithms.InsightBook;
import io.sluice.data.DataTraffic;
import io.sluice.data.FileDataStore;
import io.sluice.gateway.Authentication;
import io.sluice.gateway.Calls;
import io.sluice.gateway.GatewayLimits;
import io.sluice.gateway.Laggards;
import io.sluice.gateway.algo.AlgoFace;
import io.sluice.gateway.data.DataFace;
import io.sluice.gateway.events.EventsFace;
import io.sluice.gateway.faces.InsideFaces;
import io.sluice.gateway.faces.InsightsFace;
import io.sluice.gateway.faces.OutsideFaces;
import io.sluice.gateway.funqy.FunqyFace;
import io.sluice.pool.PayloadMemory;
import io.sluice.pool.connection.CallsInProgress;
import io.sluice.pool.process.InstanceCapabilities;
import io.sluice.state.InMemoryStateTable;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Consumer;

/** The faces on an HTTP server of their own, before a {@link SmallRuntime}, and a client for it. */
public final class SmallGateway implements AutoCloseable {

    /** The largest body that it takes. */
    public static final int BODY_BYTES = 1000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final GatewayLimits LIMITS =
            new GatewayLimits(BODY_BYTES, Duration.ofSeconds(30), Duration.ofSeconds(60));

    /** How long a client may take, beside what its bytes give it. */
    public static final Duration CLIENT_TIMEOUT = Duration.ofMillis(400);

    /** What requests take up. */
    public final PayloadMemory memory = new PayloadMemory(1 << 20);

    /** What of files has passed. */
    public final DataTraffic traffic = new DataTraffic();

    public final SmallRuntime runtime;
    public final String key;
    public final ApiKeys keys = new ApiKeys(new InMemoryStateTable(), InstantSource.fixed(Samples.THEN));
    public final InsightBook insights = new InsightBook(InstantSource.fixed(Samples.THEN));
    private final AlgoFace algo;
    private final DataFace data;
    private final Laggards laggards;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    public SmallGateway(Path folder) {
        runtime = new SmallRuntime(folder);
        Accounts accounts =
                new Accounts(new InMemoryStateTable(), new InMemoryStateTable(), InstantSource.fixed(Samples.THEN));
        key = keys.create("demo", "", Rights.OWN).key();
        laggards = new Laggards(runtime.vertx, System::nanoTime, CLIENT_TIMEOUT);
        Calls calls =
                new Calls(runtime.router, LIMITS, memory, laggards, runtime.nanoTime::incrementAndGet, new Random(3));
        algo = new AlgoFace(calls, runtime.nanoTime::incrementAndGet);
        data = new DataFace(
                runtime.vertx,
                FileDataStore.open(folder.resolve("data"), System::nanoTime),
                account -> !account.equals("absent"),
                laggards,
                new DataFace.Limits(4, PATIENCE),
                traffic,
                "test");
        Router routes = Router.router(runtime.vertx);
        routes.route().order(-10_000).handler(new Authentication(keys, accounts)::filter);
        routes.get("/q/health/live").handler(context -> context.response().end("up"));
        new OutsideFaces(algo, new FunqyFace(calls), new EventsFace(calls, runtime.registry), data).register(routes);
        server = listen(routes::handle);
    }

    /** Serves what instances see, for as long as the runtime runs. */
    public URI inside(InstanceCapabilities capabilities, CallsInProgress inProgress) {
        InsideFaces faces = new InsideFaces(
                capabilities,
                inProgress,
                runtime.callsInside,
                algo,
                data,
                new InsightsFace(insights, laggards),
                laggards);
        return address(listen(faces::handle));
    }

    private HttpServer listen(Consumer<HttpServerRequest> handler) {
        return runtime.vertx
                .createHttpServer()
                .requestHandler(handler::accept)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Where it listens. */
    public URI address() {
        return address(server);
    }

    private static URI address(HttpServer listening) {
        return URI.create("http://127.0.0.1:" + listening.actualPort());
    }

    /** A request to the path, with the key. */
    public HttpRequest.Builder request(String path) {
        return bare(path).header("Authorization", "Simple " + key);
    }

    /** A request to the path, without a key. */
    public HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create(address(server) + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE);
    }

    /** Posts a body. */
    public HttpResponse<String> post(String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Posts JSON. */
    public HttpResponse<String> post(String path, String json) {
        return post(path, "application/json", json);
    }

    /** Sends the request and waits for the reply. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** For requests that are not waited for. */
    public HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        client.shutdownNow();
        runtime.close();
    }
}
