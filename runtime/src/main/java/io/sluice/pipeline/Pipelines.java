package io.sluice.pipeline;

import io.sluice.contract.Failure;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.pipeline.Pipeline;
import io.sluice.manifest.pipeline.PipelineReader;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.InstanceId;
import io.sluice.pool.NestedCalls;
import io.sluice.pool.PoolFailure;
import io.sluice.pool.PoolReply;
import io.sluice.pool.Warmth;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The versions that are pipelines, and their runs. A run stays on the event loop that its call came on and never blocks it;
 * its calls are made as an instance would make them. Safe for use by many threads.
 */
public final class Pipelines implements AutoCloseable {

    private static final InstanceId NO_INSTANCE = new InstanceId("pipeline");
    private static final Duration FULL = Duration.ofSeconds(1);

    private final NestedCalls calls;
    private final PipelineSecrets secrets;
    private final PipelineLimits limits;
    private final History history;
    private final RunTools tools;
    private final Map<String, Deployed> open = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();

    /** @param network whether it may reach the network */
    private record Deployed(Pipeline pipeline, boolean network) {}

    /**
     * No pipelines yet.
     *
     * @param secrets what expressions have in {@code $secrets}
     * @param takers who takes the events that they send
     * @param history keeps what they did
     * @param nanos the monotonic clock
     * @param clock the time of day
     * @param random for the jitter of retries, and ids of events
     */
    public Pipelines(
            Vertx vertx,
            NestedCalls calls,
            PipelineSecrets secrets,
            EventTakers takers,
            PipelineLimits limits,
            History history,
            LongSupplier nanos,
            InstantSource clock,
            RandomGenerator random) {
        this.calls = calls;
        this.secrets = secrets;
        this.limits = limits;
        this.history = history;
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.tools = new RunTools(
                vertx,
                new Expressions(vertx, threads, limits.expression().multipliedBy(2)),
                new HttpClients(vertx),
                takers,
                nanos,
                clock,
                random);
    }

    /**
     * Reads a version's file, and takes its calls from now on; blocks.
     *
     * @param network whether it may reach the network
     * @throws IllegalStateException when the file, which was sound when it was deployed, is not
     */
    public void open(String label, Path file, boolean network) {
        open.computeIfAbsent(label, _ -> new Deployed(read(label, file), network));
    }

    private static Pipeline read(String label, Path file) {
        try {
            return PipelineReader.read(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException | InvalidManifestException e) {
            throw new IllegalStateException("pipeline '" + label + "' can't be read: " + e.getMessage(), e);
        }
    }

    /** Takes no more calls of it; runs under way go on. */
    public void close(String label) {
        open.remove(label);
    }

    /** Carries a call out, on the event loop that this is subscribed on; cancelling gives it up. */
    public Uni<PoolReply> run(String label, Call call) {
        @Nullable Deployed pipeline = open.get(label);
        if (pipeline == null) {
            return failed(new PoolFailure.Closed("pipeline '" + label + "': no such version is deployed on this node"));
        }
        return Uni.createFrom().deferred(() -> run(label, pipeline, call));
    }

    private Uni<PoolReply> run(String label, Deployed pipeline, Call call) {
        if (running.incrementAndGet() > limits.runs()) {
            running.decrementAndGet();
            return failed(new PoolFailure.Overloaded(
                    "pipeline '" + label + "': " + limits.runs()
                            + " runs of pipelines are under way, the most that there may be (sluice.pipelines.runs)",
                    FULL));
        }
        RunSecrets own = RunSecrets.of(pipeline.pipeline().secrets(), secrets.of(RunLog.nameOf(label)));
        RunLog log = RunLog.begin(
                history,
                call.invocation(),
                label,
                tools.clock().instant(),
                pipeline.pipeline().keepsValues(),
                own.redaction(),
                tools.nanos());
        return new PipelineRun(pipeline.pipeline(), pipeline.network(), call, calls, tools, limits, own, log)
                .run()
                .onItem()
                .invoke(_ -> log.over(RunState.DONE, null))
                .onFailure()
                .invoke(failure -> log.over(state(failure), told(failure)))
                .onCancellation()
                .invoke(() -> log.over(RunState.GIVEN_UP, null))
                .onFailure(PipelineError.class)
                .recoverWithItem(error -> new Answer.Failed(failure(error)))
                .onTermination()
                .invoke(running::decrementAndGet)
                .map(answer -> new PoolReply(answer, Duration.ZERO, Warmth.WARM, NO_INSTANCE));
    }

    private static RunState state(Throwable failure) {
        return failure instanceof PoolFailure.TimedOut ? RunState.GIVEN_UP : RunState.FAILED;
    }

    private static String told(Throwable failure) {
        return failure instanceof PipelineError known
                ? known.failure().message()
                : String.valueOf(failure.getMessage());
    }

    private static Failure failure(Throwable error) {
        return error instanceof PipelineError known
                ? known.failure()
                : PipelineError.unexpected("", error).failure();
    }

    private static Uni<PoolReply> failed(PoolFailure failure) {
        return Uni.createFrom().failure(failure);
    }

    @Override
    public void close() {
        tools.expressions().close();
        tools.http().close();
    }
}
