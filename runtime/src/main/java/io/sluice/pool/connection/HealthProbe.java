package io.sluice.pool.connection;

import io.sluice.pool.PlainServer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;

/** Asks servers at their health path whether they take calls, on a connection of its own each time. Never blocks. */
final class HealthProbe {

    private static final int TIMEOUT_MILLIS = 2000;

    private final NetClient sockets;
    private final HttpClient client;

    HealthProbe(Vertx vertx) {
        this.sockets = vertx.createNetClient(new NetClientOptions().setConnectTimeout(TIMEOUT_MILLIS));
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false).setConnectTimeout(TIMEOUT_MILLIS));
    }

    /** Completes with what keeps the server from taking calls; with nothing when it takes them. */
    Uni<Optional<String>> ask(SocketAddress server, String path) {
        return path.equals(PlainServer.LISTENS) ? listens(server) : answers(server, path);
    }

    private Uni<Optional<String>> listens(SocketAddress server) {
        return Uni.createFrom().emitter(emitter -> sockets.connect(server)
                .compose(NetSocket::close)
                .onComplete(end -> emitter.complete(
                        end.succeeded()
                                ? Optional.empty()
                                : Optional.of("port " + server.port() + ": "
                                        + end.cause().getMessage()))));
    }

    private Uni<Optional<String>> answers(SocketAddress server, String path) {
        RequestOptions request = new RequestOptions()
                .setServer(server)
                .setHost("localhost")
                .setPort(80)
                .setMethod(HttpMethod.GET)
                .setURI(path)
                .setTimeout(TIMEOUT_MILLIS);
        return Uni.createFrom().emitter(emitter -> client.request(request)
                .compose(HttpClientRequest::send)
                .compose(HealthProbe::whole)
                .onComplete(answer -> emitter.complete(verdict(answer, path, server))));
    }

    /** What follows the head is read too: a server may take it amiss when its answer is cut off. */
    private static Future<HttpClientResponse> whole(HttpClientResponse response) {
        return response.end().map(response);
    }

    private static Optional<String> verdict(AsyncResult<HttpClientResponse> answer, String path, SocketAddress server) {
        String asked = "GET " + path + " on port " + server.port();
        if (answer.failed()) {
            return Optional.of(asked + ": " + answer.cause().getMessage());
        }
        int status = answer.result().statusCode();
        return status / 100 == 2 ? Optional.empty() : Optional.of(asked + " answered status " + status);
    }
}
