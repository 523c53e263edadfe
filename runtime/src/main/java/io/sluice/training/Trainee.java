package io.sluice.training;

import io.sluice.contract.ContentType;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Instance;
import io.sluice.pool.InstanceDriver;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.PoolFailure;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An instance that is started for a training run, and called with the function's samples. No pool knows of it, and its calls
 * belong to nobody: they are not counted, and calls to other functions from inside them are refused. Methods block.
 */
final class Trainee implements AutoCloseable {

    /** Calls that give the JVM an idea of what is hot; more add little. */
    private static final int CALLS = 100;

    private static final Duration CALLS_BOUND = Duration.ofSeconds(5);
    private static final Duration CALL_BOUND = Duration.ofSeconds(10);
    private static final Duration SAMPLES_BOUND = Duration.ofSeconds(30);

    /** It runs when nobody else wants a processor, which may take a while. */
    private static final Duration START_BOUND = Duration.ofMinutes(5);

    /** A JVM that records writes the cache when it is asked to end. */
    private static final Duration END_BOUND = Duration.ofMinutes(2);

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Instance instance;
    private final InstanceSpec spec;
    private final LongSupplier nanos;
    private boolean ended;

    private Trainee(Instance instance, InstanceSpec spec, LongSupplier nanos) {
        this.instance = instance;
        this.spec = spec;
        this.nanos = nanos;
    }

    /** @param ids what sets this runtime's ids apart from another's */
    static Trainee start(InstanceDriver driver, InstanceSpec spec, String ids, LongSupplier nanos)
            throws TrainingFailed {
        InstanceId id = new InstanceId("t-" + ids + "-" + NUMBERS.incrementAndGet());
        try {
            return new Trainee(driver.start(id, spec).await().atMost(START_BOUND), spec, nanos);
        } catch (PoolFailure | TimeoutException e) {
            throw new TrainingFailed(String.valueOf(e.getMessage()));
        }
    }

    /** Gives it each sample twice and then, to record, all of them again until it has had enough. */
    SampleAnswers answers(List<String> samples, boolean again) throws TrainingFailed {
        long begun = nanos.getAsLong();
        SampleAnswers answers = new SampleAnswers();
        for (String sample : samples) {
            if (nanos.getAsLong() - begun < SAMPLES_BOUND.toNanos()) {
                answers.add(sample, call(sample), call(sample));
            }
        }
        long first = nanos.getAsLong();
        for (int i = 0;
                again && !samples.isEmpty() && i < CALLS && nanos.getAsLong() - first < CALLS_BOUND.toNanos();
                i++) {
            call(samples.get(i % samples.size()));
        }
        return answers;
    }

    private @Nullable Answer call(String sample) throws TrainingFailed {
        String token = "training-" + NUMBERS.incrementAndGet();
        Call call = new Call(
                token,
                "training",
                token,
                spec.entryPoint(),
                new Payload(ContentType.JSON, Buffer.buffer(sample)),
                PayloadRoom.unbounded(),
                CALL_BOUND,
                TraceContext.start(new Random(NUMBERS.get())),
                Map.of());
        try {
            return instance.invoke(call).await().atMost(CALL_BOUND.plusSeconds(5));
        } catch (PoolFailure.TimedOut | TimeoutException e) {
            return null;
        } catch (PoolFailure e) {
            throw new TrainingFailed("called with " + sample + ": " + e.getMessage());
        }
    }

    /** Asks it to end, and waits until it has. */
    void end() throws TrainingFailed {
        ended = true;
        try {
            instance.stop(END_BOUND).await().atMost(END_BOUND.plusSeconds(10));
        } catch (TimeoutException e) {
            throw new TrainingFailed("it did not end within " + END_BOUND.toSeconds() + " s");
        }
    }

    /** Ends it at once where it was not asked to before. */
    @Override
    public void close() {
        if (!ended) {
            instance.stop(Duration.ZERO).subscribe().with(nothing -> {}, failure -> {});
        }
    }
}
