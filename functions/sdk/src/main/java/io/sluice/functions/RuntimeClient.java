package io.sluice.functions;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Posts to the runtime, over few connections that are kept; every wait has an end. Thread-safe. */
final class RuntimeClient {

    private static final int MAX_WAITING = 10_000;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final String base;

    /** @param base the address of the environment, a secret; no error of this class may contain it */
    RuntimeClient(Vertx vertx, String base, int connections) {
        this.vertx = vertx;
        this.base = base;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(true)
                .setMaxPoolSize(connections)
                .setMaxWaitQueueSize(MAX_WAITING)
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS));
    }

    /** An answer, whatever its status. */
    record Answer(int status, Buffer body) {}

    /**
     * Posts a body; cancelling the {@code Uni} resets the request.
     *
     * @param path below the runtime's address, with its query
     * @return the answer, or a {@link TimeoutException} when there is none in time
     */
    Uni<Answer> post(String path, MultiMap headers, Buffer body, Duration within) {
        return Uni.createFrom().emitter(emitter -> new Post(within, emitter).send(path, headers, body));
    }

    void close() {
        client.close();
    }

    private final class Post {

        private final UniEmitter<? super Answer> emitter;
        private final AtomicReference<@Nullable HttpClientRequest> open = new AtomicReference<>();
        private final long timer;
        private volatile boolean ended;

        Post(Duration within, UniEmitter<? super Answer> emitter) {
            this.emitter = emitter;
            this.timer = vertx.setTimer(
                    Math.max(1, within.toMillis()), fired -> emitter.fail(new TimeoutException("no answer in time")));
            emitter.onTermination(this::end);
        }

        void send(String path, MultiMap headers, Buffer body) {
            RequestOptions options =
                    new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(base + path);
            options.setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(headers));
            client.request(options)
                    .compose(request -> send(request, body))
                    .onSuccess(emitter::complete)
                    .onFailure(emitter::fail);
        }

        private Future<Answer> send(HttpClientRequest request, Buffer body) {
            open.set(request);
            if (ended) {
                request.reset();
            }
            return request.send(body).compose(response -> response.body().map(bytes -> {
                open.set(null);
                return new Answer(response.statusCode(), bytes);
            }));
        }

        private void end() {
            ended = true;
            vertx.cancelTimer(timer);
            HttpClientRequest unfinished = open.getAndSet(null);
            if (unfinished != null) {
                unfinished.reset();
            }
        }
    }
}
