package io.sluice.pipeline;

import io.sluice.pool.PayloadRoom;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Sends the requests of pipelines; a response is counted as it comes, and ended where it is too large. Never blocks. */
final class HttpClients implements AutoCloseable {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int MOST_CONNECTIONS = 32;
    private static final int MOST_WAITING = 1000;

    private final HttpClient client;

    HttpClients(Vertx vertx) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxPoolSize(MOST_CONNECTIONS)
                .setMaxWaitQueueSize(MOST_WAITING)
                .setDecompressionSupported(false)
                .setIdleTimeout((int) Duration.ofMinutes(1).toSeconds()));
    }

    /**
     * The response; cancelling ends the request. Fails with a {@link PipelineError}.
     *
     * @param room where its bytes are counted
     * @param most how many bytes it may have
     */
    Uni<HttpCall.Response> send(String pointer, HttpCall call, PayloadRoom room, long most) {
        return Uni.createFrom().emitter(emitter -> {
            RequestOptions options = new RequestOptions().setMethod(HttpMethod.valueOf(call.method()));
            try {
                options.setAbsoluteURI(call.uri());
                call.headers().forEach(options::putHeader);
            } catch (RuntimeException e) {
                emitter.fail(PipelineError.validation(pointer, call + " can't be sent: " + e.getMessage()));
                return;
            }
            new Sending(pointer, call, room, most, emitter).start(options);
        });
    }

    @Override
    public void close() {
        client.close();
    }

    /** One request under way. For its event loop. */
    private final class Sending {

        private final String pointer;
        private final HttpCall call;
        private final PayloadRoom room;
        private final long most;
        private final UniEmitter<? super HttpCall.Response> emitter;
        private final Buffer body = Buffer.buffer();
        private boolean ended;

        Sending(
                String pointer,
                HttpCall call,
                PayloadRoom room,
                long most,
                UniEmitter<? super HttpCall.Response> emitter) {
            this.pointer = pointer;
            this.call = call;
            this.room = room;
            this.most = most;
            this.emitter = emitter;
        }

        void start(RequestOptions options) {
            client.request(options).onSuccess(this::write).onFailure(this::broke);
            emitter.onTermination(() -> ended = true);
        }

        private void write(HttpClientRequest request) {
            if (ended) {
                request.reset();
                return;
            }
            emitter.onTermination(() -> {
                ended = true;
                request.reset();
                room.drop(body.length());
            });
            request.response().onSuccess(this::read).onFailure(this::broke);
            request.end(call.body());
        }

        private void read(HttpClientResponse response) {
            response.handler(piece -> {
                if (ended) {
                    return;
                }
                if (body.length() + (long) piece.length() > most || !room.result(piece.length())) {
                    emitter.fail(PipelineError.limit(
                            pointer,
                            call + " answered with more than the run may still have, " + most
                                    + " bytes (sluice.pipelines.data), or than the runtime has room for"));
                } else {
                    body.appendBuffer(piece);
                }
            });
            response.exceptionHandler(this::broke);
            response.endHandler(_ -> done(response));
        }

        private void done(HttpClientResponse response) {
            int status = response.statusCode();
            if (status / 100 == 2 || status / 100 == 3 && call.redirects()) {
                Map<String, String> headers = new HashMap<>();
                response.headers()
                        .forEach(header -> headers.merge(
                                header.getKey().toLowerCase(Locale.ROOT),
                                header.getValue(),
                                (one, other) -> one + ", " + other));
                emitter.complete(new HttpCall.Response(status, headers, body));
            } else {
                emitter.fail(PipelineError.status(pointer, status, response.statusMessage(), call + " answered so"));
            }
        }

        private void broke(Throwable failure) {
            emitter.fail(PipelineError.unreachable(pointer, call + ": " + failure.getMessage()));
        }
    }
}
