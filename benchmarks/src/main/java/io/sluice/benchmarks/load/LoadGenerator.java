package io.sluice.benchmarks.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A closed-loop load generator on one event loop, so that it leaves the machine to what is measured. */
public final class LoadGenerator implements AutoCloseable {

    /** A window within this much of the one before is as warm as it gets. */
    private static final double STEADY = 0.04;

    private static final int MOST_WINDOWS = 12;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));

    /** Calls the target so many at a time for so long. Blocks until the last call has ended. */
    public Outcome run(Target target, int inFlight, Duration time) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(0), new PoolOptions().setHttp1MaxSize(inFlight));
        try {
            return run(client, target, inFlight, time);
        } finally {
            var unused = client.close();
        }
    }

    private Outcome run(HttpClient client, Target target, int inFlight, Duration time) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        vertx.runOnContext(ignored -> {
            Loop loop = new Loop(client, target, inFlight, time.toNanos());
            loop.outcome().thenAccept(outcome::complete);
            loop.start();
        });
        return outcome.join();
    }

    /** Calls the target, window by window, until a window brings nothing more. Blocks. */
    public void warmUp(Target target, int inFlight, Duration window) {
        double before = 0;
        for (int i = 0; i < MOST_WINDOWS; i++) {
            double now = run(target, inFlight, window).perSecond();
            if (i > 1 && now < before * (1 + STEADY)) {
                return;
            }
            before = Math.max(before, now);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
