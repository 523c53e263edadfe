package io.sluice.integration;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One client with many calls at once, each followed by the next at once, however it ends. */
final class Flood implements AutoCloseable {

    private final Client client;
    private final String function;
    private final String input;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong answered = new AtomicLong();
    private final Collection<Reply> refused = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended;

    Flood(Client client, String function, String input, int inFlight) {
        this.client = client;
        this.function = function;
        this.input = input;
        this.ended = new CountDownLatch(inFlight);
        for (int i = 0; i < inFlight; i++) {
            next();
        }
    }

    private void next() {
        if (over.get()) {
            ended.countDown();
            return;
        }
        var unused = client.callAsync(function, input).whenComplete((reply, failure) -> {
            if (failure != null) {
                over.set(true);
            } else if (reply.status() == 200 && reply.json().has("result")) {
                answered.incrementAndGet();
            } else {
                refused.add(reply);
            }
            next();
        });
    }

    /** How many calls have had a result. */
    long answered() {
        return answered.get();
    }

    /** What the others have had. */
    List<Reply> refused() {
        return List.copyOf(refused);
    }

    /** Lets every call under way end. */
    @Override
    public void close() {
        over.set(true);
        try {
            if (!ended.await(Waits.PROCESS.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
                throw new AssertionError("calls of " + function + " did not end: " + ended.getCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
