package io.sluice.benchmarks.lean;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;

/** Listens on the socket that the runtime names, says that it is ready, and ends when the runtime does. */
public final class Main {

    private static final String ENTRY_POINT = "step";
    private static final int NO_CONTENT = 204;

    private Main() {}

    /** Starts by the environment: {@code SLUICE_SOCKET}, and {@code SLUICE_API} where a runtime waits for the signal. */
    public static void main(String[] arguments) throws IOException {
        String socket = System.getenv("SLUICE_SOCKET");
        String api = System.getenv("SLUICE_API");
        if (socket == null) {
            throw new IllegalArgumentException("SLUICE_SOCKET must name the Unix socket to listen on");
        }
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        var unused = vertx.createHttpServer()
                .requestHandler(Main::serve)
                .listen(SocketAddress.domainSocketAddress(socket))
                .compose(listening -> api == null ? Future.succeededFuture() : sayReady(vertx, api, socket))
                .onFailure(Main::end);
        if (api != null) {
            awaitEndOfRuntime();
        }
    }

    private static void serve(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            JsonObject item = new JsonObject(body);
            request.response()
                    .putHeader("sluice-outcome", "result")
                    .putHeader("content-type", "application/json")
                    .end(item.put("steps", item.getInteger("steps") + 1).toBuffer());
        });
    }

    private static Future<Void> sayReady(Vertx vertx, String api, String socket) {
        Buffer signal = new JsonObject()
                .put("protocol", 1)
                .put("address", "unix:" + socket)
                .put("entryPoints", new JsonArray().add(ENTRY_POINT))
                .toBuffer();
        return vertx.createHttpClient()
                .request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(api + "/instance/ready")
                        .putHeader("content-type", "application/json"))
                .compose(request -> request.send(signal))
                .map(HttpClientResponse::statusCode)
                .compose(status -> status == NO_CONTENT
                        ? Future.succeededFuture()
                        : Future.failedFuture("the runtime answered the ready signal with " + status));
    }

    private static void end(Throwable reason) {
        System.err.println("cannot start: " + reason.getMessage());
        System.exit(1);
    }

    /** The runtime holds standard input open as long as it lives. */
    private static void awaitEndOfRuntime() throws IOException {
        while (System.in.read() >= 0) {
            // It never says anything.
        }
        System.exit(0);
    }
}
