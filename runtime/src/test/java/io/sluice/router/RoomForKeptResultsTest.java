package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Caller;
import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadMemory;
import io.sluice.pool.PayloadRoom;
import io.sluice.testing.SmallRuntime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that were not made for a call count in its room too. */
final class RoomForKeptResultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final FunctionReference FUNCTION = FunctionReference.parse("demo/a");
    private static final Origin CLIENT = new Origin.Outside(new Caller("demo", false));
    private static final int RESULT_BYTES = 30_000;
    private static final Payload RESULT = new Payload(ContentType.TEXT, Buffer.buffer("x".repeat(RESULT_BYTES)));

    @TempDir
    private Path folder;

    private final PayloadMemory memory = new PayloadMemory(1 << 20);
    private final PayloadMemory little = new PayloadMemory(1 << 15);
    private @Nullable SmallRuntime opened;

    @BeforeEach
    void open() {
        opened = new SmallRuntime(folder, null, new RouterLimits(4, 5));
        opened.add("demo/a", "cache: {ttl: 60s}");
    }

    @AfterEach
    void close() {
        runtime().close();
    }

    private SmallRuntime runtime() {
        return Objects.requireNonNull(opened);
    }

    private static PayloadRoom room(PayloadMemory memory) {
        return Objects.requireNonNull(memory.open("demo"));
    }

    private UniAssertSubscriber<Reply> start(PayloadRoom room) {
        Invocation invocation = new Invocation(
                "req-1",
                FUNCTION,
                Payload.NOTHING,
                room,
                CLIENT,
                Deadline.in(Duration.ofMinutes(1), runtime().nanoTime.get()),
                TraceContext.start(new Random(2)),
                Map.of());
        return runtime()
                .router
                .run(new Flow.Call(FUNCTION), invocation)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private record Held(Call call, UniEmitter<? super Answer> emitter) {
        void answer() {
            emitter.complete(new Answer.Result(RESULT, Map.of()));
        }
    }

    private CompletableFuture<Held> held() {
        CompletableFuture<Held> held = new CompletableFuture<>();
        runtime().functions.define("demo/a", call -> Uni.createFrom()
                .emitter(emitter -> held.complete(new Held(call, emitter))));
        return held;
    }

    private static Held arrived(CompletableFuture<Held> held) {
        return held.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static void hasResult(UniAssertSubscriber<Reply> call) {
        assertThat(call.awaitItem(PATIENCE).getItem().payload().size()).isEqualTo(RESULT_BYTES);
    }

    private static void hadNoRoom(UniAssertSubscriber<Reply> call) {
        assertThat(call.awaitFailure(PATIENCE).getFailure())
                .isInstanceOf(InvocationFailure.Overloaded.class)
                .hasMessageContaining("demo/a")
                .hasMessageContaining("memory for payloads is full");
    }

    @Test
    void keptResult_countsInTheRoomOfWhoGetsIt() {
        runtime().functions.returns("demo/a", RESULT);
        hasResult(start(PayloadRoom.unbounded()));
        PayloadRoom room = room(memory);

        hasResult(start(room));

        assertThat(memory.taken()).isGreaterThan(RESULT_BYTES);
        room.close();
        assertThat(memory.taken()).isZero();
    }

    @Test
    void keptResult_thatFindsNoRoom_isRefused() {
        runtime().functions.returns("demo/a", RESULT);
        hasResult(start(PayloadRoom.unbounded()));

        hadNoRoom(start(room(little)));
    }

    @Test
    void joiner_withoutRoom_isRefused_andTheOthersAreNot() {
        CompletableFuture<Held> held = held();
        PayloadRoom leaders = room(memory);
        UniAssertSubscriber<Reply> leader = start(leaders);
        Held run = arrived(held);
        UniAssertSubscriber<Reply> poor = start(room(little));
        UniAssertSubscriber<Reply> rich = start(PayloadRoom.unbounded());
        long before = memory.taken();

        run.answer();

        hasResult(leader);
        hadNoRoom(poor);
        hasResult(rich);
        // Its room is where the instance's connection counts the run's result, once.
        assertThat(run.call().room()).isSameAs(leaders);
        assertThat(memory.taken()).isEqualTo(before);
    }

    @Test
    void room_ofALeaderWhoHasGone_staysForTheRun() {
        CompletableFuture<Held> held = held();
        PayloadRoom leaders = room(memory);
        UniAssertSubscriber<Reply> leader = start(leaders);
        Held run = arrived(held);
        UniAssertSubscriber<Reply> joiner = start(PayloadRoom.unbounded());
        leader.cancel();
        leaders.close();

        assertThat(run.call().room().result(RESULT_BYTES)).isTrue();
        run.answer();

        hasResult(joiner);
        assertThat(memory.taken()).isZero();
    }

    @Test
    void room_ofARunThatAllHaveLeft_isGivenBack() {
        CompletableFuture<Held> held = held();
        PayloadRoom leaders = room(memory);
        UniAssertSubscriber<Reply> leader = start(leaders);
        arrived(held);

        leader.cancel();
        leaders.close();

        assertThat(memory.taken()).isZero();
    }
}
