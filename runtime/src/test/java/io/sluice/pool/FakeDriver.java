package io.sluice.pool;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A driver without processes: instances become ready, answer and end when the test says so, or at once. */
final class FakeDriver implements InstanceDriver {

    final Map<InstanceId, UniEmitter<? super Instance>> starting = new ConcurrentHashMap<>();
    final Map<InstanceId, FakeInstance> running = new ConcurrentHashMap<>();
    final Set<InstanceId> cancelled = ConcurrentHashMap.newKeySet();
    private final boolean readyAtOnce;

    FakeDriver(boolean readyAtOnce) {
        this.readyAtOnce = readyAtOnce;
    }

    static InstanceSpec spec(String function, String kind, int concurrency, long memoryBytes) {
        return new InstanceSpec(
                function,
                "1.0.0",
                kind,
                Path.of("none"),
                Path.of("none"),
                "main",
                memoryBytes,
                concurrency,
                Duration.ofMillis(50),
                Map.of());
    }

    @Override
    public Uni<Instance> start(InstanceId id, InstanceSpec spec) {
        return Uni.createFrom().emitter(emitter -> {
            emitter.onTermination(() -> {
                if (starting.remove(id) != null) {
                    cancelled.add(id);
                }
            });
            starting.put(id, emitter);
            switch (spec.runtime()) {
                case "ending" -> fail(id, spec.function() + ": exit code 3");
                case "never" ->
                    CompletableFuture.delayedExecutor(spec.startTimeout().toMillis(), TimeUnit.MILLISECONDS)
                            .execute(() -> fail(id, spec.function() + ": not ready in time"));
                default -> {
                    if (readyAtOnce) {
                        ready(id);
                    }
                }
            }
        });
    }

    volatile boolean leavingFromTheStart;

    FakeInstance ready(InstanceId id) {
        UniEmitter<? super Instance> emitter = starting.remove(id);
        if (emitter == null) {
            throw new IllegalStateException(id + " is not starting");
        }
        FakeInstance instance = new FakeInstance(id);
        running.put(id, instance);
        emitter.complete(instance);
        return instance;
    }

    void fail(InstanceId id, String reason) {
        UniEmitter<? super Instance> emitter = starting.remove(id);
        if (emitter != null) {
            emitter.fail(new PoolFailure.StartFailed(reason));
        }
    }

    @Override
    public Uni<Void> close() {
        return Uni.createFrom().voidItem().invoke(() -> running.values().forEach(it -> it.exit("closed")));
    }

    /** Answers with the payload at once, but {@code hang} never, {@code stuck} not even in time, and {@code exit} by ending. */
    final class FakeInstance implements Instance {
        private final InstanceId id;
        private final CompletableFuture<Exit> exit = new CompletableFuture<>();
        private final Set<CompletableFuture<Answer>> hanging = ConcurrentHashMap.newKeySet();
        private volatile boolean leaving = leavingFromTheStart;
        final AtomicInteger inFlight = new AtomicInteger();
        final AtomicInteger mostInFlight = new AtomicInteger();
        final List<Thread> calledOn = new CopyOnWriteArrayList<>();

        FakeInstance(InstanceId id) {
            this.id = id;
        }

        void exit(String reason) {
            running.remove(id);
            exit.complete(new Exit(reason, false));
            hanging.forEach(it -> it.completeExceptionally(new PoolFailure.InstanceLost(id + ": " + reason, false)));
        }

        /** Takes no more calls; those that it has go on. */
        void leave() {
            leaving = true;
        }

        /** Answers all calls that hang. */
        void answer() {
            hanging.forEach(it -> it.complete(new Answer.Result(Payload.NOTHING, Map.of())));
        }

        @Override
        public InstanceId id() {
            return id;
        }

        @Override
        public Uni<Answer> invoke(Call call) {
            return Uni.createFrom().deferred(() -> {
                mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                calledOn.add(Thread.currentThread());
                return answer(call).onTermination().invoke(inFlight::decrementAndGet);
            });
        }

        private Uni<Answer> answer(Call call) {
            String text = call.payload().bytes().toString();
            if (leaving) {
                return Uni.createFrom().failure(new PoolFailure.NotTaken(id + ": going"));
            }
            if (text.equals("exit")) {
                exit("exit code 7");
            }
            if (exit.isDone()) {
                return Uni.createFrom().failure(new PoolFailure.InstanceLost(id + ": gone", false));
            }
            if (!text.equals("hang") && !text.equals("stuck")) {
                return Uni.createFrom().item(new Answer.Result(call.payload(), Map.of()));
            }
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            hanging.add(answer);
            if (text.equals("stuck")) {
                return Uni.createFrom().completionStage(answer);
            }
            return Uni.createFrom()
                    .completionStage(answer)
                    .ifNoItem()
                    .after(call.timeout())
                    .failWith(() -> new PoolFailure.TimedOut(id + ": no answer within " + call.timeout()));
        }

        @Override
        public Uni<Exit> exited() {
            return Uni.createFrom().completionStage(exit);
        }

        @Override
        public Uni<Void> stop(Duration grace) {
            return Uni.createFrom().voidItem().invoke(() -> exit("stopped"));
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public long residentBytes() {
            return 1;
        }
    }
}
