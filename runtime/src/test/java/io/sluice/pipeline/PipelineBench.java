package io.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.ResultParts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs pipelines of a test; their calls go to {@link FakeCalls}, and events of the type {@code t.echo} to {@code t/echo}. */
final class PipelineBench implements AutoCloseable {

    static final PipelineLimits LIMITS = new PipelineLimits(2, 1000, 1 << 16, Duration.ofMillis(500));

    private static final Duration LONG = Duration.ofSeconds(20);

    final Vertx vertx = Vertx.vertx();
    final FakeCalls calls = new FakeCalls(vertx);

    /** What owners have set for their pipelines. */
    final Map<String, String> secrets = new ConcurrentHashMap<>();

    final History history = new History(1 << 20);

    private final Path folder;
    private final Pipelines pipelines;

    PipelineBench(Path folder) {
        this.folder = folder;
        this.pipelines = new Pipelines(
                vertx,
                calls,
                _ -> secrets,
                type -> Optional.of(type).filter("t.echo"::equals).map(_ -> FunctionReference.parse("t/echo")),
                LIMITS,
                history,
                System::nanoTime,
                InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)),
                new Random(1));
    }

    Uni<Answer> answer(String yaml, Payload input, Duration timeout) throws Exception {
        return answer(yaml, input, timeout, true, null);
    }

    private Uni<Answer> answer(
            String yaml, Payload input, Duration timeout, boolean network, @Nullable ResultParts parts)
            throws Exception {
        Path file = Files.writeString(Files.createTempFile(folder, "p", ".yaml"), yaml);
        String label = file.getFileName().toString();
        pipelines.open(label, file, network);
        Call call = new Call(
                "call-1",
                "ann",
                "token-1",
                "p",
                input,
                PayloadRoom.unbounded(),
                timeout,
                TraceContext.start(new Random(1)),
                false,
                parts,
                Map.of());
        return pipelines.run(label, call).map(reply -> reply.answer());
    }

    Answer run(String yaml, Payload input, Duration timeout) throws Exception {
        return done(answer(yaml, input, timeout));
    }

    /** What comes of it, on an event loop. */
    <T> T done(Uni<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(_ -> work.subscribe().with(done::complete, done::completeExceptionally));
        return done.get(20, TimeUnit.SECONDS);
    }

    private static Payload json(String text) {
        return new Payload(ContentType.JSON, Buffer.buffer(text));
    }

    JsonNode result(String yaml, String json) throws Exception {
        Answer answer = run(yaml, json(json), LONG);
        assertThat(answer).isInstanceOf(Answer.Result.class);
        return Values.of(((Answer.Result) answer).payload());
    }

    /** The result of one whose items are taken as they come, as JSON. */
    String result(String yaml, String json, ResultParts parts) throws Exception {
        Answer answer = done(answer(yaml, json(json), LONG, true, parts));
        assertThat(answer).isInstanceOf(Answer.Result.class);
        return ((Answer.Result) answer).payload().bytes().toString();
    }

    /** The same, for threads that can't throw. */
    String resultOf(String yaml, String json, ResultParts parts) {
        try {
            return result(yaml, json, parts);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String failure(String yaml, String json) throws Exception {
        return failure(run(yaml, json(json), LONG));
    }

    /** The failure of one that may not reach the network. */
    String failureIsolated(String yaml, String json) throws Exception {
        return failure(done(answer(yaml, json(json), LONG, false, null)));
    }

    private static String failure(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return ((Answer.Failed) answer).failure().message();
    }

    @Override
    public void close() {
        pipelines.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
