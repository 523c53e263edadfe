package io.sluice.functions;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Takes calls by HTTP, and hands each to an {@link HttpExchange} of its own. */
final class HttpServing implements Serving {

    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private final Binding binding;
    private final InFlight inFlight = new InFlight();
    private final HttpServer server;

    HttpServing(Vertx vertx, Binding binding) {
        this.binding = binding;
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setMaxHeaderSize(MAX_HEADER_BYTES)
                        .setHandle100ContinueAutomatically(true))
                .requestHandler(this::handle);
    }

    @Override
    public Future<Integer> listen(SocketAddress address) {
        return server.listen(address).map(HttpServer::actualPort);
    }

    @Override
    public int frames() {
        return 0;
    }

    @Override
    public boolean finish(Duration within) throws InterruptedException {
        boolean finished = inFlight.awaitNone(within);
        server.close();
        return finished;
    }

    private void handle(HttpServerRequest request) {
        if (request.method() != HttpMethod.POST) {
            request.response().setStatusCode(405).putHeader("allow", "POST").end("call a function with POST\n");
            return;
        }
        Context context = VertxContext.getOrCreateDuplicatedContext(Vertx.currentContext());
        HttpCall call = HttpCall.arriving(functionOf(request), request.headers());
        new HttpExchange(binding, (ContextInternal) context, request, call, inFlight).begin();
    }

    private static String functionOf(HttpServerRequest request) {
        String path = request.path();
        String name = path.startsWith("/") ? path.substring(1) : path;
        return name.indexOf('%') < 0 ? name : decode(name);
    }

    private static String decode(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return name;
        }
    }
}
