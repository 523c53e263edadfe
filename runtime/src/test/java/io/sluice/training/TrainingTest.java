package io.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Instance;
import io.sluice.pool.InstanceDriver;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.Payload;
import io.sluice.pool.PoolFailure.StartFailed;
import io.sluice.pool.process.JavaTraining;
import io.sluice.registry.FunctionVersion;
import io.sluice.testing.Samples;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingTest {

    @TempDir
    private Path folder;

    private final AtomicBoolean hasSecrets = new AtomicBoolean();
    private final List<Boolean> outcomes = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch ended = new CountDownLatch(1);
    private final FakeTrainees trainees = new FakeTrainees();
    private JavaTraining caches;
    private Training training;

    /** A driver whose instances do as a JVM that records does: the cache is written at their end. */
    private final class FakeTrainees implements InstanceDriver {
        final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        volatile boolean records = true;
        volatile boolean startsWithCache = true;
        volatile String answerWithCache = "same";
        volatile boolean changesByItself;

        @Override
        public Uni<Instance> start(InstanceId id, InstanceSpec spec) {
            List<String> command =
                    Objects.requireNonNull(caches.kinds().get(spec.runtime())).of(spec, folder);
            boolean cached = command.contains("-XX:AOTMode=on");
            return cached && !startsWithCache
                    ? Uni.createFrom().failure(new StartFailed("the cache can't be used"))
                    : Uni.createFrom().item(new Trained(id, command, cached));
        }

        @Override
        public Uni<Void> close() {
            return Uni.createFrom().voidItem();
        }

        private final class Trained implements Instance {
            private final InstanceId id;
            private final List<String> command;
            private final boolean cached;

            Trained(InstanceId id, List<String> command, boolean cached) {
                this.id = id;
                this.command = command;
                this.cached = cached;
            }

            @Override
            public InstanceId id() {
                return id;
            }

            @Override
            public Uni<Answer> invoke(Call call) {
                calls.add(call.payload().bytes().toString());
                String text = cached ? answerWithCache : changesByItself ? "answer " + calls.size() : "same";
                Answer answer = text.startsWith("failure")
                        ? new Answer.Failed(new Failure(text, Failure.ALGORITHM_ERROR, null))
                        : new Answer.Result(new Payload(ContentType.TEXT, Buffer.buffer(text)), Map.of());
                return Uni.createFrom().item(answer);
            }

            @Override
            public Uni<Exit> exited() {
                return Uni.createFrom().item(new Exit("stopped", false));
            }

            @Override
            public Uni<Void> stop(Duration grace) {
                if (records) {
                    command.stream()
                            .filter(word -> word.startsWith("-XX:AOTCacheOutput="))
                            .forEach(word -> write(Path.of(word.substring(word.indexOf('=') + 1))));
                }
                return Uni.createFrom().voidItem();
            }

            @Override
            public long pid() {
                return 0;
            }

            @Override
            public long residentBytes() {
                return 0;
            }
        }
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "cache");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("package/app"));
        Files.writeString(folder.resolve("package/app/quarkus-run.jar"), "jar");
        caches = new JavaTraining(folder.resolve("jdk"));
        training = training(true);
    }

    private Training training(boolean on) {
        Training.Settings settings =
                new Training.Settings(on, "t", this::spec, function -> hasSecrets.get(), () -> true);
        return new Training(
                trainees,
                caches,
                settings,
                (function, succeeded, took) -> {
                    outcomes.add(succeeded);
                    ended.countDown();
                },
                System::nanoTime);
    }

    @AfterEach
    void close() {
        training.close();
    }

    private InstanceSpec spec(FunctionVersion function) {
        return new InstanceSpec(
                function.name().toString(),
                function.version().toString(),
                "java",
                folder.resolve("package"),
                folder.resolve("prepared"),
                function.entryPoint(),
                256L << 20,
                1,
                Duration.ofSeconds(30),
                Map.of());
    }

    private static FunctionVersion function() {
        return Samples.version("demo/shout", "1.0.0", "samples: ['\"one\"', '\"two\"']");
    }

    private String trained() throws InterruptedException {
        training.request(function());
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        return String.valueOf(training.of(function()));
    }

    @Test
    void request_functionThatAnswersTheSame_getsACache() throws Exception {
        assertThat(trained()).startsWith("in use");
        assertThat(caches.bytes(spec(function()))).isPositive();
        assertThat(trainees.calls).startsWith("\"one\"", "\"one\"", "\"two\"", "\"two\"");
    }

    @Test
    void request_functionThatHasACache_isNotTrainedAgain() throws Exception {
        trained();
        int calls = trainees.calls.size();
        training.close();
        training = training(true);

        assertThat(training.of(function())).startsWith("in use");
        training.request(function());
        training.request(function());
        assertThat(trainees.calls).hasSize(calls);
    }

    @Test
    void request_anotherAnswerWithTheCache_leavesItWithoutAndSaysBoth() throws Exception {
        trainees.answerWithCache = "failure: other";

        assertThat(trained())
                .contains(
                        "training run failed",
                        "with the AOT cache it answered to \"one\" failure: failure: other",
                        "without same");
        assertThat(caches.bytes(spec(function()))).isZero();
        assertThat(outcomes).containsExactly(false);
    }

    @Test
    void request_answersThatChangeByThemselves_areNotCompared() throws Exception {
        trainees.changesByItself = true;

        assertThat(trained()).startsWith("in use");
    }

    @Test
    void request_jvmThatWritesNothing_failsWithThat() throws Exception {
        trainees.records = false;

        assertThat(trained()).contains("ended without writing an AOT cache");
    }

    @Test
    void request_startThatFailsWithTheCache_leavesNothingBehind() throws Exception {
        trainees.startsWithCache = false;

        assertThat(trained()).contains("the cache can't be used");
        assertThat(folder.resolve("prepared")).isEmptyDirectory();
    }

    @Test
    void request_functionWithSecrets_isStartedAndNotCalled() throws Exception {
        hasSecrets.set(true);

        assertThat(trained()).startsWith("in use");
        assertThat(trainees.calls).isEmpty();
    }

    @Test
    void of_turnedOff_saysSo() {
        training.close();
        training = training(false);
        training.request(function());

        assertThat(training.of(function())).isEqualTo("none: sluice.function-aot is false");
    }
}
