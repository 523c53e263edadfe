package io.sluice.functions;

import io.sluice.contract.InstanceProtocol;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stands in for a runtime that has data, in memory. A file named {@code silent} is never answered, one named {@code cut} breaks. */
final class DataRuntime {

    final Map<String, Buffer> files = new ConcurrentHashMap<>();
    final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    final CountDownLatch reset = new CountDownLatch(1);
    private final HttpServer server;

    DataRuntime(Vertx vertx) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(FrameRig.SECONDS, TimeUnit.SECONDS);
    }

    String address() {
        return "http://127.0.0.1:" + server.actualPort() + "/x/secret";
    }

    private void handle(HttpServerRequest request) {
        tokens.add(String.valueOf(request.getHeader(InstanceProtocol.TOKEN)));
        String path = request.path().substring("/x/secret/v1/data/".length());
        if (path.endsWith("silent")) {
            request.response().closeHandler(closed -> reset.countDown());
        } else if (path.endsWith("cut")) {
            request.response().putHeader("Content-Length", "1000").write("half");
            request.response().write("more").onComplete(written -> request.connection()
                    .close());
        } else if (path.startsWith("closed/")) {
            error(request, 403, "{\"error\":{\"message\":\"closed is not open to you\"}}");
        } else {
            switch (request.method().name()) {
                case "PUT" -> request.bodyHandler(body -> put(request, path, body));
                case "DELETE" -> answer(request, files.remove(path));
                default -> answer(request, files.get(path));
            }
        }
    }

    private void put(HttpServerRequest request, String path, Buffer body) {
        files.put(path, body);
        request.response().end("{\"result\":\"" + path + "\"}");
    }

    private static void answer(HttpServerRequest request, @Nullable Buffer file) {
        if (file == null) {
            error(request, 404, "{\"error\":{\"message\":\"path not found\",\"hint\":\"there is no file here\"}}");
        } else {
            request.response().end(file);
        }
    }

    private static void error(HttpServerRequest request, int status, String body) {
        request.response().setStatusCode(status).end(body);
    }
}
