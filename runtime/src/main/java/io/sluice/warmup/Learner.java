package io.sluice.warmup;

import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.policy.learning.Recorder;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread, {@code sluice-warmup}, that learns and plans: it takes events from the recorder, and answers what it is asked
 * in between.
 */
final class Learner {

    private static final Logger LOG = Logger.getLogger(Learner.class);

    /** How long it rests when there was nothing to do: less while there are calls. */
    private static final long SHORT_REST_NANOS = 1_000_000;

    private static final long LONG_REST_NANOS = 10_000_000;
    private static final long CALM_NANOS = 200_000_000;
    private static final long CHORE_NANOS = 1_000_000_000;
    private static final Duration STOP_BOUND = Duration.ofSeconds(2);

    private final Recorder recorder;
    private final WarmupPolicy policy;
    private final Keeper keeper;
    private final LongSupplier clock;
    private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("sluice-warmup").daemon().unstarted(this::run);
    private @Nullable Runnable chore;
    private long choreAt;
    private long dropped;
    private volatile boolean stopped;

    Learner(Recorder recorder, WarmupPolicy policy, Keeper keeper, LongSupplier clock) {
        this.recorder = recorder;
        this.policy = policy;
        this.keeper = keeper;
        this.clock = clock;
    }

    /** Has something done about once a second, from the start on. */
    void everySecond(Runnable task) {
        chore = task;
        choreAt = clock.getAsLong() + CHORE_NANOS;
    }

    void start() {
        thread.start();
    }

    boolean isRunning() {
        return thread.isAlive() && !stopped;
    }

    /** Has something found out on the learner's thread. From any thread. */
    <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        questions.add(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Ends the thread after what it has begun. Blocks for a moment. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_BOUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long busyAt = clock.getAsLong();
        while (!stopped) {
            int seen = guarded();
            long now = clock.getAsLong();
            busyAt = seen > 0 ? now : busyAt;
            if (recorder.waiting() == 0) {
                LockSupport.parkNanos(this, now - busyAt < CALM_NANOS ? SHORT_REST_NANOS : LONG_REST_NANOS);
            }
        }
    }

    /** One round; what fails in it must not end the learner. */
    private int guarded() {
        try {
            return round(clock.getAsLong());
        } catch (RuntimeException e) {
            LOG.error("warm-up: something could not be learned", e);
            return 1;
        }
    }

    private int round(long now) {
        int seen = recorder.drain(policy, keeper);
        if (recorder.dropped() != dropped) {
            dropped = recorder.dropped();
            keeper.forgetCalls();
        }
        if (keeper.isWakeDue(now)) {
            policy.wake(now, keeper);
        }
        keeper.settle(now);
        if (chore != null && now >= choreAt) {
            choreAt = now + CHORE_NANOS;
            chore.run();
        }
        for (Runnable question = questions.poll(); question != null; question = questions.poll()) {
            question.run();
        }
        return seen;
    }
}
