package io.sluice.benchmarks.funqy;

import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A step that does next to nothing and then, where a next process is named, calls its step with the outcome. */
@ApplicationScoped
public class Step {

    private static final int CONNECTIONS = 64;
    private static final String HOST = "127.0.0.1";

    private final Context loop;
    private final HttpClient client;
    private final Optional<Integer> next;

    /** @param next the next process' port on this machine; absent: the chain ends here */
    Step(Vertx vertx, @ConfigProperty(name = "bench.next") Optional<Integer> next) {
        this.loop = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.next = next;
    }

    /** What goes through a chain: a text, and how many steps it has gone through. */
    public record Item(String text, int steps) {}

    /** One step, and those after it. */
    @Funq
    public Uni<Item> step(Item item) {
        Item own = new Item(item.text(), item.steps() + 1);
        return next.map(port -> after(own, port))
                .orElseGet(() -> Uni.createFrom().item(own));
    }

    /** On an event loop as a whole: on another thread the answer might be there before anybody listens for it. */
    private Uni<Item> after(Item own, int port) {
        return Uni.createFrom()
                .emitter(emitter -> loop.runOnContext(ignored -> client.request(HttpMethod.POST, port, HOST, "/step")
                        .compose(request -> send(request, own))
                        .compose(HttpClientResponse::body)
                        .map(body -> Json.decodeValue(body, Item.class))
                        .onSuccess(emitter::complete)
                        .onFailure(emitter::fail)));
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, Item item) {
        return request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").send(Json.encodeToBuffer(item));
    }
}
