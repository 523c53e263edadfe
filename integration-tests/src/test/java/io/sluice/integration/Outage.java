package io.sluice.integration;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One caller that calls all the while, to learn for how long no call was answered. */
final class Outage {

    private static final int EVERY_MILLIS = 20;

    /** A connection to a pod that has gone is not refused but left without an answer; nobody is to wait for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE.dividedBy(4))
            .build();
    private final HttpRequest request;
    private final ScheduledExecutorService caller = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());
    private final AtomicLong longest = new AtomicLong();

    private Outage(Client client, String function) {
        this.request = client.request("/v1/algo/" + function, "Content-Type", Client.JSON)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString("[1]"))
                .build();
    }

    /** Calls a function that answers its input until {@link #end}. */
    static Outage watch(Client client, String function) {
        Outage outage = new Outage(client, function);
        var unused = outage.caller.scheduleWithFixedDelay(outage::call, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return outage;
    }

    private void call() {
        try {
            if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
                return;
            }
        } catch (
                @SuppressWarnings("unused")
                IOException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        long now = System.nanoTime();
        long silence = now - lastAnswer.getAndSet(now);
        longest.accumulateAndGet(silence, Math::max);
    }

    /** The longest time from one answer to the next, the one after the end included. */
    Duration end() {
        long before = lastAnswer.get();
        Waits.until("a call is answered after all").until(() -> lastAnswer.get() != before);
        caller.close();
        http.close();
        return Duration.ofNanos(longest.get());
    }
}
