package io.sluice.integration;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Callers that call one function over and over until they are stopped, and keep account of what came back. */
final class Traffic implements AutoCloseable {

    private final Client client;
    private final String path;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, LongAdder> byVersion = new ConcurrentHashMap<>();
    private final Collection<String> failures = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService callers;

    /** Starts that many callers of {@code owner/name}, which pause between calls; the function must answer its input. */
    Traffic(Client client, String function, int callers, Duration pause) {
        this.client = client;
        this.path = "/v1/algo/" + function + "?timing=1";
        this.callers = Executors.newScheduledThreadPool(callers);
        for (int i = 0; i < callers; i++) {
            var unused = this.callers.scheduleWithFixedDelay(this::call, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void call() {
        String input = "[" + numbers.incrementAndGet() + "]";
        try {
            Reply reply = client.post(path, Client.JSON, input);
            if (reply.status() == 200 && reply.result().toString().equals(input)) {
                String version =
                        reply.metadata().path("steps").path(0).path("version").asText();
                byVersion.computeIfAbsent(version, key -> new LongAdder()).increment();
            } else {
                failures.add(reply.toString());
            }
        } catch (RuntimeException e) {
            failures.add(e.toString());
        }
    }

    /** How many calls were answered as they should be. */
    long answered() {
        return byVersion.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many of them by that version. */
    long answeredBy(String version) {
        LongAdder count = byVersion.get(version);
        return count == null ? 0 : count.sum();
    }

    /** What else came back. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Lets every caller finish its call. */
    @Override
    public void close() {
        callers.close();
    }
}
