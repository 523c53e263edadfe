package io.sluice.pipeline;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** Tells in JSON what it was asked, but for what is missing and its own OpenAPI document. */
final class TestService {

    private final HttpServer server;

    TestService(PipelineBench bench) {
        server = bench.vertx
                .createHttpServer()
                .requestHandler(TestService::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String address() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private static void answer(HttpServerRequest request) {
        request.response().putHeader("content-type", "application/json");
        if (request.path().startsWith("/missing")) {
            var unused = request.response().setStatusCode(404).end();
        } else if (request.path().startsWith("/large")) {
            var unused = request.response().end("x".repeat(1 << 17));
        } else if (request.path().equals("/openapi")) {
            var unused = request.response().end("""
                    {"openapi": "3.0.0", "servers": [{"url": "/base"}], "paths": {"/say/{id}": {"get": {
                      "operationId": "say", "parameters": [
                        {"name": "id", "in": "path", "required": true}, {"name": "what", "in": "query"}]}}}}
                    """);
        } else {
            request.body().onSuccess(body -> {
                var unused = request.response()
                        .end(new JsonObject()
                                .put("path", request.path())
                                .put("query", request.query())
                                .put("authorization", request.getHeader("authorization"))
                                .put("body", body.toString())
                                .encode());
            });
        }
    }
}
