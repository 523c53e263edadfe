package io.sluice.benchmarks.instance;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/** Calls over as many connections as there are calls at a time, each followed at once by the next; on one event loop. */
final class HttpLoad implements AutoCloseable {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    private final Path socket;

    HttpLoad(Path socket) {
        this.socket = socket;
    }

    Histogram run(String entryPoint, byte[] input, int inFlight, Duration time) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(0), new PoolOptions().setHttp1MaxSize(inFlight));
        try {
            Loop loop = new Loop(client, request(entryPoint), input, System.nanoTime() + time.toNanos(), inFlight);
            vertx.runOnContext(go -> loop.begin());
            return loop.ended.join();
        } finally {
            client.close();
        }
    }

    private RequestOptions request(String entryPoint) {
        return new RequestOptions()
                .setServer(SocketAddress.domainSocketAddress(socket.toString()))
                .setHost("localhost")
                .setMethod(HttpMethod.POST)
                .setURI("/" + entryPoint)
                .putHeader("content-type", "application/json")
                .putHeader("sluice-timeout-ms", "60000")
                .putHeader("sluice-token", "5f0c6a7b8c9d0e1f2a3b4c5d6e7f8091")
                .putHeader("sluice-invocation", "01J9ZC3N6S8Q5V2W4X7Y0A1B2C")
                .putHeader("traceparent", TRACE);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static final class Loop {

        private final HttpClient client;
        private final RequestOptions request;
        private final Buffer input;
        private final long until;
        private final int inFlight;
        private final Histogram latencies = new Histogram(3);
        private final CompletableFuture<Histogram> ended = new CompletableFuture<>();
        private int running;

        Loop(HttpClient client, RequestOptions request, byte[] input, long until, int inFlight) {
            this.client = client;
            this.request = request;
            this.input = Buffer.buffer(input);
            this.until = until;
            this.inFlight = inFlight;
        }

        void begin() {
            running = inFlight;
            for (int i = 0; i < inFlight; i++) {
                next();
            }
        }

        private void next() {
            long sent = System.nanoTime();
            client.request(request)
                    .compose(ready -> ready.send(input))
                    .compose(response -> response.body()
                            .compose(body -> response.statusCode() == 200
                                    ? io.vertx.core.Future.succeededFuture(body)
                                    : io.vertx.core.Future.failedFuture(body.toString())))
                    .onSuccess(body -> answered(sent))
                    .onFailure(ended::completeExceptionally);
        }

        private void answered(long sent) {
            long now = System.nanoTime();
            latencies.recordValue(now - sent);
            if (now < until) {
                next();
            } else if (--running == 0) {
                ended.complete(latencies);
            }
        }
    }
}
