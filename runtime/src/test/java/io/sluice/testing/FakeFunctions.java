package io.sluice.testing;

import io.sluice.contract.Failure;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Instance;
import io.sluice.pool.InstanceDriver;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.Payload;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A driver whose instances are ready at once and do what the test says; a function that was told nothing echoes. */
public final class FakeFunctions implements InstanceDriver {

    private final Map<String, Function<Call, Uni<Answer>>> behaviours = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** What a function does from now on. */
    public void define(String function, Function<Call, Uni<Answer>> behaviour) {
        behaviours.put(function, behaviour);
    }

    /** A function that returns this. */
    public void returns(String function, Payload payload) {
        define(function, call -> Uni.createFrom().item(new Answer.Result(payload, Map.of())));
    }

    /** A function that fails in its author's words. */
    public void fails(String function, Failure failure) {
        define(function, call -> Uni.createFrom().item(new Answer.Failed(failure)));
    }

    /** Every call that instances were given, in order. */
    public List<Call> calls() {
        return calls;
    }

    @Override
    public Uni<Instance> start(InstanceId id, InstanceSpec spec) {
        return Uni.createFrom().item(() -> new FakeInstance(id, spec.function()));
    }

    @Override
    public Uni<Void> close() {
        return Uni.createFrom().voidItem();
    }

    private final class FakeInstance implements Instance {
        private final InstanceId id;
        private final String function;
        private final CompletableFuture<Exit> exit = new CompletableFuture<>();

        FakeInstance(InstanceId id, String function) {
            this.id = id;
            this.function = function;
        }

        @Override
        public InstanceId id() {
            return id;
        }

        @Override
        public Uni<Answer> invoke(Call call) {
            return Uni.createFrom().deferred(() -> {
                calls.add(call);
                return behaviours
                        .getOrDefault(function, echoed -> Uni.createFrom()
                                .item(new Answer.Result(echoed.payload(), echoed.attributes())))
                        .apply(call);
            });
        }

        @Override
        public Uni<Exit> exited() {
            return Uni.createFrom().completionStage(exit);
        }

        @Override
        public Uni<Void> stop(Duration grace) {
            return Uni.createFrom().voidItem().invoke(() -> exit.complete(new Exit("stopped", false)));
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
