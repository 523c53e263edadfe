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
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the runtime, over few connections that are kept; every wait has an end. Thread-safe. */
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
        return exchange(
                HttpMethod.POST, path, headers, within, request -> request.send(body), response -> response.body()
                        .map(bytes -> new Answer(response.statusCode(), bytes)));
    }

    /**
     * One request and its answer, both streamed as the arguments have it; cancelling the {@code Uni} resets it.
     *
     * @param path below the runtime's address, with its query
     * @param sending sends the request
     * @param receiving makes a result of the answer, whatever its status
     * @return the result, or a {@link TimeoutException} when there is none in time
     */
    <T> Uni<T> exchange(
            HttpMethod method,
            String path,
            MultiMap headers,
            Duration within,
            Function<HttpClientRequest, Future<HttpClientResponse>> sending,
            Function<HttpClientResponse, Future<T>> receiving) {
        RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(base + path);
        options.setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(headers));
        return Uni.createFrom()
                .emitter(emitter -> new Exchanging<T>(within, emitter).begin(options, sending, receiving));
    }

    void close() {
        client.close();
    }

    private final class Exchanging<T> {

        private final UniEmitter<? super T> emitter;
        private final AtomicReference<@Nullable HttpClientRequest> open = new AtomicReference<>();
        private final long timer;
        private volatile boolean ended;

        Exchanging(Duration within, UniEmitter<? super T> emitter) {
            this.emitter = emitter;
            this.timer = vertx.setTimer(
                    Math.max(1, within.toMillis()), fired -> emitter.fail(new TimeoutException("no answer in time")));
            emitter.onTermination(this::end);
        }

        void begin(
                RequestOptions options,
                Function<HttpClientRequest, Future<HttpClientResponse>> sending,
                Function<HttpClientResponse, Future<T>> receiving) {
            client.request(options)
                    .onSuccess(request -> exchange(opened(request), sending, receiving))
                    .onFailure(emitter::fail);
        }

        /** Listens before it sends: a response that nobody listens to yet could be over before it is read. */
        private void exchange(
                HttpClientRequest request,
                Function<HttpClientRequest, Future<HttpClientResponse>> sending,
                Function<HttpClientResponse, Future<T>> receiving) {
            request.response().compose(receiving).onSuccess(this::complete).onFailure(emitter::fail);
            sending.apply(request).onFailure(emitter::fail);
        }

        private HttpClientRequest opened(HttpClientRequest request) {
            open.set(request);
            if (ended) {
                request.reset();
            }
            return request;
        }

        private void complete(T result) {
            open.set(null);
            emitter.complete(result);
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
