package io.sluice.boot;

import io.sluice.gateway.faces.InsideFaces;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The HTTP server that instances call, on loopback and a port of its own, apart from the one that clients call. */
final class InnerListener {

    private static final String HOST = "127.0.0.1";
    private static final long BOUND_SECONDS = 10;

    private final Vertx vertx;
    private volatile @Nullable HttpServer server;

    InnerListener(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Starts it and returns when it listens; for the runtime's start, as it blocks. */
    void start(InsideFaces faces) throws Exception {
        HttpServerOptions options = new HttpServerOptions().setHost(HOST).setPort(0);
        server = vertx.createHttpServer(options)
                .requestHandler(faces::handle)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    /** Where it listens. */
    URI address() {
        HttpServer listening = server;
        if (listening == null) {
            throw new IllegalStateException("the listener for instances has not been started");
        }
        return URI.create("http://" + HOST + ":" + listening.actualPort());
    }

    void stop() throws Exception {
        HttpServer listening = server;
        if (listening != null) {
            try {
                listening.close().toCompletionStage().toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                // The process ends in a moment, and its sockets with it.
            }
        }
    }
}
