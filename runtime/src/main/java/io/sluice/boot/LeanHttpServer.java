package io.sluice.boot;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Leaves out of the HTTP server what no face of the runtime uses and every request would pass through, and has bodies come in large pieces. */
@Singleton
class LeanHttpServer implements HttpServerOptionsCustomizer {

    /** In how many bytes at most bodies come: as many as are read from a socket at once, as each piece costs the same. */
    static final int PIECE = 64 * 1024;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        // No web sockets are served.
        options.setPerFrameWebSocketCompressionSupported(false);
        options.setPerMessageWebSocketCompressionSupported(false);
        options.setMaxChunkSize(PIECE);
    }
}
