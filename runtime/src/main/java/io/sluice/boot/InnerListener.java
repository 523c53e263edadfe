package io.sluice.boot;

import io.sluice.gateway.faces.InsideFaces;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP servers that instances call, apart from the one that clients call: on loopback with a port of its own, and on a
 * socket for those whose network is isolated.
 */
final class InnerListener {

    private static final String HOST = "127.0.0.1";
    private static final long BOUND_SECONDS = 10;

    private final Vertx vertx;
    private final Path socket;
    private volatile @Nullable HttpServer server;
    private volatile @Nullable HttpServer atSocket;

    /** @param socket where it is found from within an isolated network; in a folder that is there when it starts */
    InnerListener(Vertx vertx, Path socket) {
        this.vertx = vertx;
        this.socket = socket;
    }

    /** Starts it and returns when it listens; for the runtime's start, as it blocks. */
    void start(InsideFaces faces) throws Exception {
        server = listen(faces, SocketAddress.inetSocketAddress(0, HOST));
        Files.deleteIfExists(socket);
        atSocket = listen(faces, SocketAddress.domainSocketAddress(socket.toString()));
    }

    private HttpServer listen(InsideFaces faces, SocketAddress address) throws Exception {
        return vertx.createHttpServer(new HttpServerOptions().setMaxChunkSize(LeanHttpServer.PIECE))
                .requestHandler(faces::handle)
                .listen(address)
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
        stop(server);
        stop(atSocket);
        Files.deleteIfExists(socket);
    }

    private static void stop(@Nullable HttpServer listening) throws Exception {
        if (listening != null) {
            try {
                listening.close().toCompletionStage().toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                // The process ends in a moment, and its sockets with it.
            }
        }
    }
}
