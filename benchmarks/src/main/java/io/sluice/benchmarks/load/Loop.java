package io.sluice.benchmarks.load;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/** Keeps a number of calls in flight for a while: each is followed at once by the next. All on one event loop. */
final class Loop {

    private static final int DIGITS = 3;

    private final HttpClient client;
    private final Target target;
    private final RequestOptions request;
    private final Buffer body;
    private final int inFlight;
    private final long nanos;
    private final Histogram latencies = new Histogram(DIGITS);
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private long started;
    private int running;
    private long errors;

    Loop(HttpClient client, Target target, int inFlight, long nanos) {
        this.client = client;
        this.target = target;
        this.request = target.request();
        this.body = Buffer.buffer(target.body());
        this.inFlight = inFlight;
        this.nanos = nanos;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    void start() {
        started = System.nanoTime();
        running = inFlight;
        for (int i = 0; i < inFlight; i++) {
            next();
        }
    }

    private void next() {
        long sent = System.nanoTime();
        if (sent - started >= nanos) {
            end(sent);
            return;
        }
        client.request(request)
                .compose(ready -> ready.send(body))
                .compose(this::accepted)
                .onComplete(result -> ended(sent, result));
    }

    private Future<Boolean> accepted(HttpClientResponse response) {
        return response.body().map(answer -> target.accepts(response.statusCode(), answer));
    }

    private void ended(long sent, AsyncResult<Boolean> accepted) {
        if (accepted.succeeded() && accepted.result()) {
            latencies.recordValue(System.nanoTime() - sent);
        } else {
            errors++;
        }
        next();
    }

    private void end(long now) {
        running--;
        if (running == 0) {
            outcome.complete(summary(now - started));
        }
    }

    private Outcome summary(long took) {
        return new Outcome(
                inFlight,
                latencies.getTotalCount(),
                errors,
                latencies.getTotalCount() * 1e9 / took,
                latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3);
    }
}
