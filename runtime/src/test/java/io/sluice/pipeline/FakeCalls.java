package io.sluice.pipeline;

import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.contract.FunctionReference;
import io.sluice.pool.NestedCalls;
import io.sluice.pool.Payload;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Functions of the test: {@code t/echo}, {@code t/upper}, {@code t/slow}, {@code t/fail}, {@code t/hang}, and
 * {@code t/after}, which answers when another hangs.
 */
final class FakeCalls implements NestedCalls {

    final List<NestedCall> made = new CopyOnWriteArrayList<>();

    /** What was said to be about to come, and how often at once. */
    final List<String> expected = new CopyOnWriteArrayList<>();

    /** Completed when a call hangs, and when it was given up. */
    final CompletableFuture<Void> hangs = new CompletableFuture<>();

    final CompletableFuture<Void> givenUp = new CompletableFuture<>();

    private final Vertx vertx;
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    FakeCalls(Vertx vertx) {
        this.vertx = vertx;
    }

    int mostAtOnce() {
        return most.get();
    }

    @Override
    public void expect(String parent, FunctionReference function, int atOnce) {
        expected.add(function + " " + atOnce);
    }

    @Override
    public Uni<Outcome> call(NestedCall call) {
        made.add(call);
        return switch (call.function()) {
            case "t/echo" -> Uni.createFrom().item(returned(call.payload()));
            case "t/upper" ->
                Uni.createFrom()
                        .item(returned(new Payload(
                                ContentType.TEXT,
                                Buffer.buffer(call.payload().bytes().toString().toUpperCase(Locale.ROOT)))));
            case "t/slow" -> slow(call.payload());
            case "t/fail" ->
                Uni.createFrom().item(new Outcome.Failed(new Failure("no good", "AlgorithmError", null), 0, null));
            case "t/hang" ->
                Uni.createFrom().emitter(emitter -> {
                    emitter.onTermination(() -> givenUp.complete(null));
                    hangs.complete(null);
                });
            case "t/after" -> Uni.createFrom().completionStage(hangs).replaceWith(returned(call.payload()));
            default ->
                Uni.createFrom().item(new Outcome.Failed(new Failure("not found", "AlgorithmError", null), 404, null));
        };
    }

    /** Takes the longer the larger its input is. */
    private Uni<Outcome> slow(Payload payload) {
        return Uni.createFrom().emitter(emitter -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            long millis = 1 + 10 * Long.parseLong(payload.bytes().toString());
            vertx.setTimer(millis, _ -> {
                now.decrementAndGet();
                emitter.complete(returned(payload));
            });
        });
    }

    private static Outcome returned(Payload payload) {
        return new Outcome.Returned(
                payload, Map.of(), Duration.ZERO, new Served("t/any@1.0.0", Duration.ofMillis(3), Served.By.COLD));
    }
}
