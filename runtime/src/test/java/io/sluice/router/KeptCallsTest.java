package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Caller;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.PoolFailure;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionVersion;
import io.sluice.testing.Samples;
import io.sluice.testing.SmallRuntime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.VertxInternal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Caller DEMO = new Caller("demo", false);
    private static final Caller STRANGER = new Caller("stranger", false);
    private static final String CACHED = "cache: {ttl: 60s}";
    private static final String SHARED = "cache: {ttl: 60s, shared: true}";
    private static final String PUBLIC = "permissions: {callability: public}";

    @TempDir
    private Path folder;

    /** Calls of functions that answer when the test says so. */
    private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();

    private @Nullable SmallRuntime opened;

    @BeforeEach
    void open() {
        opened = new SmallRuntime(folder, null, new RouterLimits(4, 5));
    }

    @AfterEach
    void close() {
        runtime().close();
    }

    private SmallRuntime runtime() {
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        return opened;
    }

    /** A call that an instance has. */
    private record Held(Call call, UniEmitter<? super Answer> emitter, CompletableFuture<String> givenUp) {

        void answer(String text) {
            emitter.complete(new Answer.Result(text(text), Map.of()));
        }

        void fail(Throwable failure) {
            emitter.fail(failure);
        }
    }

    /** Makes a function hold its calls. */
    private void holds(String function) {
        runtime().functions.define(function, call -> Uni.createFrom().emitter(emitter -> {
            CompletableFuture<String> givenUp = new CompletableFuture<>();
            emitter.onTermination(() -> givenUp.complete("given up"));
            held.add(new Held(call, emitter, givenUp));
        }));
    }

    private Held arrived() {
        try {
            Held call = held.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(call).as("a call that arrived").isNotNull();
            return call;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Payload text(String text) {
        return new Payload(ContentType.TEXT, Buffer.buffer(text));
    }

    private void pass(Duration time) {
        runtime().nanoTime.addAndGet(time.toNanos());
    }

    private Deadline in(Duration time) {
        return Deadline.in(time, runtime().nanoTime.get());
    }

    /** A call, and what may be different about it. */
    private record Wish(String function, String input, Origin origin, Duration timeout, CacheUse cacheUse) {

        static Wish of(String function, String input) {
            return new Wish(function, input, new Origin.Outside(DEMO), Duration.ofMinutes(1), CacheUse.ALLOWED);
        }

        Wish by(Caller caller) {
            return new Wish(function, input, new Origin.Outside(caller), timeout, cacheUse);
        }

        Wish inside(CallInProgress parent) {
            return new Wish(function, input, new Origin.Inside(parent), timeout, cacheUse);
        }

        Wish within(Duration time) {
            return new Wish(function, input, origin, time, cacheUse);
        }

        Wish with(CacheUse use) {
            return new Wish(function, input, origin, timeout, use);
        }
    }

    private Uni<Reply> run(Wish wish) {
        FunctionReference reference = FunctionReference.parse(wish.function());
        Invocation invocation = new Invocation(
                "req-1",
                reference,
                text(wish.input()),
                PayloadRoom.unbounded(),
                wish.origin(),
                in(wish.timeout()),
                TraceContext.start(new Random(2)),
                Map.of(),
                wish.cacheUse(),
                false,
                null);
        return runtime().router.run(new Flow.Call(reference), invocation);
    }

    private Reply reply(Wish wish) {
        return run(wish).await().atMost(PATIENCE);
    }

    private Reply reply(String function, String input) {
        return reply(Wish.of(function, input));
    }

    private UniAssertSubscriber<Reply> start(Wish wish) {
        return run(wish).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static String body(Reply reply) {
        return reply.payload().bytes().toString();
    }

    private static String body(UniAssertSubscriber<Reply> waiting) {
        return body(waiting.awaitItem(PATIENCE).getItem());
    }

    private static Throwable failure(UniAssertSubscriber<Reply> waiting) {
        return waiting.awaitFailure(PATIENCE).getFailure();
    }

    private static String errorType(Throwable failure) {
        assertThat(failure).isInstanceOf(InvocationFailure.FunctionFailed.class);
        return ((InvocationFailure.FunctionFailed) failure).failure().errorType();
    }

    private long runs(String function) {
        String entryPoint = function.substring(function.indexOf('/') + 1);
        return runtime().functions.calls().stream()
                .filter(call -> call.entryPoint().equals(entryPoint))
                .count();
    }

    private void release(String function, String version, String... lines) {
        FunctionVersion released = Samples.version(function, version, lines);
        runtime()
                .registry
                .update(
                        released.name(),
                        there -> there == null ? FunctionRecord.first(released) : there.withDeployed(released));
        runtime().endpoints.open(released);
    }

    // What is answered from the cache.

    @Test
    void equalCall_isAnsweredWithoutTheFunctionAndSaysHowOldTheResultIs() {
        runtime().add("demo/a", CACHED);
        Reply first = reply("demo/a", "in");
        pass(Duration.ofSeconds(7));

        Reply second = reply("demo/a", "in");

        assertThat(runs("demo/a")).isEqualTo(1);
        assertThat(body(second)).isEqualTo("in");
        assertThat(second.payload().type()).isEqualTo(ContentType.TEXT);
        assertThat(first.age()).isNull();
        assertThat(second.age()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
        assertThat(second.steps()).singleElement().satisfies(step -> {
            assertThat(step.function()).isEqualTo("demo/a");
            assertThat(step.version()).isEqualTo("1.0.0");
            assertThat(step.cold()).isFalse();
            assertThat(step.waitedNanos()).isZero();
        });
        assertThat(runtime().outcomes).containsExactly(CacheOutcome.MISS, CacheOutcome.HIT);
    }

    @Test
    void resultThatIsTooOld_isMadeAnew() {
        runtime().add("demo/a", CACHED);
        reply("demo/a", "in");
        pass(Duration.ofSeconds(61));

        assertThat(reply("demo/a", "in").age()).isNull();
        assertThat(runs("demo/a")).isEqualTo(2);
    }

    @Test
    void functionThatDoesNotAskForIt_runsEveryTime() {
        runtime().add("demo/a");

        reply("demo/a", "in");
        reply("demo/a", "in");

        assertThat(runs("demo/a")).isEqualTo(2);
        assertThat(runtime().outcomes).isEmpty();
    }

    @Test
    void anotherInput_isAnotherCall() {
        runtime().add("demo/a", CACHED);

        assertThat(body(reply("demo/a", "in"))).isEqualTo("in");
        assertThat(body(reply("demo/a", "in "))).isEqualTo("in ");
        assertThat(runs("demo/a")).isEqualTo(2);
    }

    @Test
    void anotherCaller_isAnotherCallEvenForTheOwner() {
        runtime().add("demo/a", CACHED, PUBLIC);

        reply(Wish.of("demo/a", "in").by(STRANGER));
        reply(Wish.of("demo/a", "in").by(DEMO));
        reply(Wish.of("demo/a", "in").by(new Caller("demo", true)));
        reply(Wish.of("demo/a", "in").by(new Caller("stranger", false)));

        assertThat(runtime().outcomes)
                .containsExactly(CacheOutcome.MISS, CacheOutcome.MISS, CacheOutcome.MISS, CacheOutcome.HIT);
    }

    @Test
    void sharedResult_isForEveryCallerWhoMayCall() {
        runtime().add("demo/a", SHARED, PUBLIC);

        reply(Wish.of("demo/a", "in").by(STRANGER));

        assertThat(reply(Wish.of("demo/a", "in").by(DEMO)).age()).isNotNull();
        assertThat(runs("demo/a")).isEqualTo(1);
    }

    @Test
    void sharedResult_isNotForWhoMayNotCall() {
        runtime().add("demo/a", SHARED);
        reply("demo/a", "in");

        assertThat(failure(start(Wish.of("demo/a", "in").by(STRANGER))))
                .isInstanceOf(InvocationFailure.NotAllowed.class);
    }

    @Test
    void stepsOfAChain_areKeptEachByItself() {
        runtime().add("demo/a", CACHED);
        runtime().add("demo/b");
        runtime().add("demo/c", CACHED);
        Flow chain = new Flow.Chain(List.of(
                FunctionReference.parse("demo/a"),
                FunctionReference.parse("demo/b"),
                FunctionReference.parse("demo/c")));
        Invocation invocation = new Invocation(
                "req-1",
                FunctionReference.parse("demo/a"),
                text("in"),
                PayloadRoom.unbounded(),
                new Origin.Outside(DEMO),
                in(Duration.ofMinutes(1)),
                TraceContext.start(new Random(2)),
                Map.of());
        reply("demo/c", "in");

        Reply reply = runtime().router.run(chain, invocation).await().atMost(PATIENCE);

        assertThat(reply.steps()).extracting(step -> step.age() != null).containsExactly(false, false, true);
        assertThat(reply.age()).isNotNull();
    }

    @Test
    void callWithAttributes_runsAndIsNotKept() {
        runtime().add("demo/a", CACHED);
        Invocation event = new Invocation(
                "req-1",
                FunctionReference.parse("demo/a"),
                text("in"),
                PayloadRoom.unbounded(),
                new Origin.Outside(DEMO),
                in(Duration.ofMinutes(1)),
                TraceContext.start(new Random(2)),
                Map.of("ce-id", "7"));
        Flow flow = new Flow.Call(event.function());

        runtime().router.run(flow, event).await().atMost(PATIENCE);
        runtime().router.run(flow, event).await().atMost(PATIENCE);

        assertThat(runs("demo/a")).isEqualTo(2);
        assertThat(reply("demo/a", "in").age()).isNull();
    }

    @Test
    void resultThatIsAnEvent_isNotKept() {
        runtime().add("demo/a", CACHED);
        runtime().functions.define("demo/a", call -> Uni.createFrom()
                .item(new Answer.Result(text("out"), Map.of("ce-id", "8"))));

        reply("demo/a", "in");
        reply("demo/a", "in");

        assertThat(runs("demo/a")).isEqualTo(2);
    }

    @Test
    void emptyResult_isKeptToo() {
        runtime().add("demo/a", CACHED);
        runtime().functions.returns("demo/a", Payload.NOTHING);
        reply("demo/a", "in");

        assertThat(reply("demo/a", "in").payload().type()).isEqualTo(ContentType.VOID);
        assertThat(runs("demo/a")).isEqualTo(1);
    }

    @Test
    void largeInput_isNotLookedAt() {
        runtime().add("demo/a", CACHED);
        runtime().functions.returns("demo/a", text("small"));
        String input = "x".repeat((1 << 20) + 1);

        reply("demo/a", input);
        reply("demo/a", input);

        assertThat(runs("demo/a")).isEqualTo(2);
        assertThat(runtime().results.usage().entries()).isZero();
    }

    @Test
    void largeResult_isNotKept() {
        runtime().add("demo/a", CACHED);
        runtime().functions.returns("demo/a", text("x".repeat((int) SmallRuntime.RESULT_BYTES / 16)));

        reply("demo/a", "in");

        assertThat(reply("demo/a", "in").age()).isNull();
    }

    // What callers and failures keep out of it.

    @Test
    void callerWhoWantsANewResult_getsItAndRenewsWhatIsKept() {
        runtime().add("demo/a", CACHED);
        runtime().functions.returns("demo/a", text("old"));
        reply("demo/a", "in");
        runtime().functions.returns("demo/a", text("new"));

        Reply renewed = reply(Wish.of("demo/a", "in").with(CacheUse.REFRESH));

        assertThat(body(renewed)).isEqualTo("new");
        assertThat(renewed.age()).isNull();
        assertThat(body(reply("demo/a", "in"))).isEqualTo("new");
        assertThat(runtime().outcomes).containsExactly(CacheOutcome.MISS, CacheOutcome.REFUSED, CacheOutcome.HIT);
    }

    @Test
    void callerWhoWantsNothingKept_leavesWhatIsKeptAsItIs() {
        runtime().add("demo/a", CACHED);
        runtime().functions.returns("demo/a", text("old"));
        reply("demo/a", "in");
        runtime().functions.returns("demo/a", text("new"));

        assertThat(body(reply(Wish.of("demo/a", "in").with(CacheUse.REFUSED)))).isEqualTo("new");
        assertThat(body(reply(Wish.of("demo/a", "other").with(CacheUse.REFUSED))))
                .isEqualTo("new");

        assertThat(body(reply("demo/a", "in"))).isEqualTo("old");
        assertThat(reply("demo/a", "other").age()).isNull();
    }

    @Test
    void failure_isNotKept() {
        runtime().add("demo/a", CACHED);
        runtime().functions.fails("demo/a", new Failure("no", Failure.INPUT_ERROR, null));
        assertThat(errorType(failure(start(Wish.of("demo/a", "in"))))).isEqualTo(Failure.INPUT_ERROR);
        runtime().functions.returns("demo/a", text("yes"));

        assertThat(body(reply("demo/a", "in"))).isEqualTo("yes");
    }

    @Test
    void resultThatIsNotTheJsonItSaysItIs_isNotKept() {
        runtime().add("demo/a", CACHED);
        runtime().functions.returns("demo/a", new Payload(ContentType.JSON, Buffer.buffer("{")));
        reply("demo/a", "in");
        runtime().functions.returns("demo/a", new Payload(ContentType.JSON, Buffer.buffer("{}")));

        assertThat(body(reply("demo/a", "in"))).isEqualTo("{}");
    }

    // Equal calls at the same time.

    @Test
    void equalCalls_atTheSameTime_runOnce() {
        runtime().add("demo/a", CACHED);
        holds("demo/a");
        UniAssertSubscriber<Reply> leader = start(Wish.of("demo/a", "in"));
        Held run = arrived();
        List<UniAssertSubscriber<Reply>> joiners = IntStream.range(0, 100)
                .mapToObj(i -> start(Wish.of("demo/a", "in")))
                .toList();

        run.answer("out");

        assertThat(body(leader)).isEqualTo("out");
        assertThat(joiners).allSatisfy(joiner -> {
            assertThat(body(joiner)).isEqualTo("out");
            assertThat(joiner.getItem().age()).isNull();
            assertThat(joiner.getItem().steps()).hasSize(1);
        });
        assertThat(runs("demo/a")).isEqualTo(1);
        assertThat(runtime().outcomes).filteredOn(CacheOutcome.JOINED::equals).hasSize(100);
    }

    @Test
    void equalCalls_ofOtherCallers_runApart() {
        runtime().add("demo/a", CACHED, PUBLIC);
        holds("demo/a");
        UniAssertSubscriber<Reply> own = start(Wish.of("demo/a", "in"));
        Held first = arrived();
        UniAssertSubscriber<Reply> others = start(Wish.of("demo/a", "in").by(STRANGER));
        Held second = arrived();

        second.answer("for the stranger");
        first.answer("for the owner");

        assertThat(body(own)).isEqualTo("for the owner");
        assertThat(body(others)).isEqualTo("for the stranger");
    }

    @Test
    void joinerThatLeaves_takesNothingFromTheOthers() {
        runtime().add("demo/a", CACHED);
        holds("demo/a");
        UniAssertSubscriber<Reply> leader = start(Wish.of("demo/a", "in"));
        Held run = arrived();
        UniAssertSubscriber<Reply> joiner = start(Wish.of("demo/a", "in"));

        joiner.cancel();
        run.answer("out");

        assertThat(body(leader)).isEqualTo("out");
        joiner.assertNotTerminated();
    }

    @Test
    void leaderThatLeaves_leavesTheRunToTheOthers() {
        runtime().add("demo/a", CACHED);
        holds("demo/a");
        UniAssertSubscriber<Reply> leader = start(Wish.of("demo/a", "in"));
        Held run = arrived();
        UniAssertSubscriber<Reply> joiner = start(Wish.of("demo/a", "in"));

        leader.cancel();

        assertThat(run.givenUp()).isNotDone();
        run.answer("out");
        assertThat(body(joiner)).isEqualTo("out");
        assertThat(reply("demo/a", "in").age()).isNotNull();
    }

    @Test
    void runThatAllHaveLeft_isCancelledAndTheNextCallStartsAnother() {
        runtime().add("demo/a", CACHED);
        holds("demo/a");
        UniAssertSubscriber<Reply> leader = start(Wish.of("demo/a", "in"));
        Held run = arrived();
        UniAssertSubscriber<Reply> joiner = start(Wish.of("demo/a", "in"));

        leader.cancel();
        joiner.cancel();

        assertThat(run.givenUp().orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("given up");
        assertThat(runtime().callsInside.size()).isZero();
        UniAssertSubscriber<Reply> next = start(Wish.of("demo/a", "in"));
        arrived().answer("out");
        assertThat(body(next)).isEqualTo("out");
    }

    @Test
    void failureOfTheRun_isEveryWaiters() {
        runtime().add("demo/a", CACHED, PUBLIC, "timeout: 5s");
        holds("demo/a");
        UniAssertSubscriber<Reply> leader = start(Wish.of("demo/a", "in"));
        Held run = arrived();
        UniAssertSubscriber<Reply> joiner = start(Wish.of("demo/a", "in"));

        run.emitter().complete(new Answer.Failed(new Failure("no", Failure.ALGORITHM_ERROR, null)));

        assertThat(errorType(failure(leader))).isEqualTo(Failure.ALGORITHM_ERROR);
        assertThat(errorType(failure(joiner))).isEqualTo(Failure.ALGORITHM_ERROR);
        assertThat(runs("demo/a")).isEqualTo(1);
    }

    @Test
    void stackOfASharedRunsFailure_isShownToTheOwnerAlone() {
        runtime().add("demo/a", SHARED, PUBLIC);
        holds("demo/a");
        UniAssertSubscriber<Reply> stranger = start(Wish.of("demo/a", "in").by(STRANGER));
        Held run = arrived();
        UniAssertSubscriber<Reply> owner = start(Wish.of("demo/a", "in"));

        run.emitter().complete(new Answer.Failed(new Failure("no", Failure.ALGORITHM_ERROR, "at line 1")));

        assertThat(stack(failure(stranger))).isNull();
        assertThat(stack(failure(owner))).isEqualTo("at line 1");
    }

    private static @Nullable String stack(Throwable failure) {
        return ((InvocationFailure.FunctionFailed) failure).failure().stacktrace();
    }

    @Test
    void callerWhoWantsANewResult_doesNotJoinWhatBeganBefore() {
        runtime().add("demo/a", CACHED);
        holds("demo/a");
        UniAssertSubscriber<Reply> before = start(Wish.of("demo/a", "in"));
        Held first = arrived();

        UniAssertSubscriber<Reply> renewing = start(Wish.of("demo/a", "in").with(CacheUse.REFRESH));
        Held second = arrived();
        UniAssertSubscriber<Reply> after = start(Wish.of("demo/a", "in"));
        second.answer("new");
        first.answer("old");

        assertThat(body(before)).isEqualTo("old");
        assertThat(body(renewing)).isEqualTo("new");
        assertThat(body(after)).isEqualTo("new");
        assertThat(body(reply("demo/a", "in"))).isEqualTo("new");
    }

    @Test
    void waiters_areAnsweredOnTheEventLoopsThatTheyCameOn() {
        runtime().add("demo/a", CACHED);
        holds("demo/a");
        List<CompletableFuture<Context>> answered = IntStream.range(0, 4)
                .mapToObj(i -> new CompletableFuture<Context>())
                .toList();
        List<Context> contexts = answered.stream()
                .map(future -> onContext(context -> run(Wish.of("demo/a", "in"))
                        .subscribe()
                        .with(reply -> future.complete(Vertx.currentContext()))))
                .toList();

        arrived().answer("out");

        assertThat(answered)
                .extracting(future -> future.orTimeout(10, TimeUnit.SECONDS).join())
                .containsExactlyElementsOf(contexts);
        assertThat(Set.copyOf(contexts)).hasSize(4);
    }

    private Context onContext(Consumer<Context> action) {
        CompletableFuture<Context> done = new CompletableFuture<>();
        Context context = ((VertxInternal) runtime().vertx).createEventLoopContext();
        context.runOnContext(nothing -> {
            action.accept(context);
            done.complete(context);
        });
        return done.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void manyCallsOfFewInputs_fromManyThreads_runOncePerInput() {
        runtime().add("demo/a", CACHED, "concurrency: 4", "queue: 1000000");

        List<Reply> replies = IntStream.range(0, 4_000)
                .parallel()
                .mapToObj(i -> reply("demo/a", "in " + i % 20))
                .toList();

        assertThat(replies).hasSize(4_000);
        assertThat(IntStream.range(0, 4_000))
                .allSatisfy(i -> assertThat(body(replies.get(i))).isEqualTo("in " + i % 20));
        assertThat(runs("demo/a")).isEqualTo(20);
        assertThat(runtime().outcomes).hasSize(4_000);
    }

    // Deadlines.

    @Test
    void joiner_waitsNoLongerThanItsOwnDeadline() {
        runtime().add("demo/a", CACHED);
        holds("demo/a");
        UniAssertSubscriber<Reply> leader = start(Wish.of("demo/a", "in"));
        Held run = arrived();

        UniAssertSubscriber<Reply> joiner = start(Wish.of("demo/a", "in").within(Duration.ofMillis(30)));

        assertThat(errorType(failure(joiner))).isEqualTo(Failure.TIMEOUT_ERROR);
        leader.assertNotTerminated();
        run.answer("out");
        assertThat(body(leader)).isEqualTo("out");
    }

    @Test
    void callWhoseDeadlineHasPassed_failsWithoutARun() {
        runtime().add("demo/a", CACHED);

        assertThat(errorType(failure(start(Wish.of("demo/a", "in").within(Duration.ofNanos(-1))))))
                .isEqualTo(Failure.TIMEOUT_ERROR);
        assertThat(runtime().functions.calls()).isEmpty();
    }

    @Test
    void leaderThatRunsOutOfTime_doesNotFailThoseWhoHaveMore() {
        runtime().add("demo/a", CACHED);
        holds("demo/a");
        UniAssertSubscriber<Reply> leader = start(Wish.of("demo/a", "in").within(Duration.ofSeconds(5)));
        Held first = arrived();
        UniAssertSubscriber<Reply> little = start(Wish.of("demo/a", "in").within(Duration.ofSeconds(30)));
        UniAssertSubscriber<Reply> most = start(Wish.of("demo/a", "in").within(Duration.ofSeconds(50)));
        pass(Duration.ofSeconds(5));

        first.fail(new PoolFailure.TimedOut("too late"));

        assertThat(errorType(failure(leader))).isEqualTo(Failure.TIMEOUT_ERROR);
        Held second = arrived();
        assertThat(second.call().timeout()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(45));
        second.answer("out");
        assertThat(body(little)).isEqualTo("out");
        assertThat(body(most)).isEqualTo("out");
        assertThat(runs("demo/a")).isEqualTo(2);
        assertThat(reply("demo/a", "in").age()).isNotNull();
    }

    @Test
    void failureBeforeTheLeadersTimeIsOver_isEveryWaiters() {
        runtime().add("demo/a", CACHED, "timeout: 2s");
        holds("demo/a");
        UniAssertSubscriber<Reply> leader = start(Wish.of("demo/a", "in").within(Duration.ofSeconds(5)));
        Held run = arrived();
        UniAssertSubscriber<Reply> joiner = start(Wish.of("demo/a", "in").within(Duration.ofSeconds(50)));
        pass(Duration.ofSeconds(2));

        run.fail(new PoolFailure.TimedOut("the function's own time is over"));

        assertThat(errorType(failure(leader))).isEqualTo(Failure.TIMEOUT_ERROR);
        assertThat(errorType(failure(joiner))).isEqualTo(Failure.TIMEOUT_ERROR);
        assertThat(runs("demo/a")).isEqualTo(1);
    }

    // Calls inside calls.

    /** Makes a function answer with what another one answers, and its own name behind it. */
    private void asks(String function, String... others) {
        runtime().functions.define(function, call -> {
            CallInProgress here = runtime().callsInside.find(call.token()).orElseThrow();
            Uni<String> text = Uni.createFrom().item(call.payload().bytes().toString());
            for (String other : others) {
                text = text.chain(
                        input -> run(Wish.of(other, input).inside(here).with(here.cacheUse()))
                                .map(KeptCallsTest::body));
            }
            return text.map(answer -> new Answer.Result(text(answer + " by " + function), Map.of()));
        });
    }

    @Test
    void resultOfAFunction_isDroppedWhenOneThatItCallsHasANewVersion() {
        runtime().add("demo/parent", CACHED);
        runtime().add("demo/child");
        asks("demo/parent", "demo/child");
        assertThat(body(reply("demo/parent", "in"))).isEqualTo("in by demo/parent");
        assertThat(reply("demo/parent", "in").age()).isNotNull();

        release("demo/child", "1.0.1");

        assertThat(reply("demo/parent", "in").age()).isNull();
        assertThat(runs("demo/child")).isEqualTo(2);
    }

    @Test
    void resultOfAFunction_staysWhenOneThatItPinnedHasANewVersion() {
        runtime().add("demo/parent", CACHED);
        runtime().add("demo/child");
        asks("demo/parent", "demo/child@1.0.0");
        reply("demo/parent", "in");

        release("demo/child", "1.0.1");

        assertThat(reply("demo/parent", "in").age()).isNotNull();
    }

    @Test
    void newVersion_countsThroughFunctionsInBetween() {
        runtime().add("demo/top", CACHED);
        runtime().add("demo/middle");
        runtime().add("demo/bottom");
        asks("demo/top", "demo/middle");
        asks("demo/middle", "demo/bottom");
        reply("demo/top", "in");
        assertThat(reply("demo/top", "in").age()).isNotNull();

        release("demo/bottom", "1.0.1");

        assertThat(reply("demo/top", "in").age()).isNull();
    }

    @Test
    void newVersion_countsThroughResultsThatCameFromTheCache() {
        runtime().add("demo/top", CACHED);
        runtime().add("demo/middle", CACHED);
        runtime().add("demo/bottom");
        asks("demo/top", "demo/middle");
        asks("demo/middle", "demo/bottom");
        reply("demo/middle", "in");
        reply("demo/top", "in");
        assertThat(runs("demo/middle")).isEqualTo(1);

        release("demo/bottom", "1.0.1");

        assertThat(reply("demo/top", "in").age()).isNull();
        assertThat(runs("demo/middle")).isEqualTo(2);
    }

    @Test
    void newVersion_countsThroughRunsThatWereJoined() {
        runtime().add("demo/top", CACHED);
        runtime().add("demo/middle", CACHED);
        runtime().add("demo/bottom");
        asks("demo/top", "demo/middle");
        asks("demo/middle", "demo/bottom");
        holds("demo/bottom");
        UniAssertSubscriber<Reply> leader = start(Wish.of("demo/middle", "in"));
        Held bottom = arrived();
        UniAssertSubscriber<Reply> top = start(Wish.of("demo/top", "in"));
        awaitOutcome(CacheOutcome.JOINED);
        bottom.answer("out");
        assertThat(body(leader)).isEqualTo("out by demo/middle");
        assertThat(body(top)).isEqualTo("out by demo/middle by demo/top");
        assertThat(reply("demo/top", "in").age()).isNotNull();

        release("demo/bottom", "1.0.1");

        UniAssertSubscriber<Reply> again = start(Wish.of("demo/top", "in"));
        arrived().answer("new");
        assertThat(body(again)).isEqualTo("new by demo/middle by demo/top");
    }

    private void awaitOutcome(CacheOutcome outcome) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!runtime().outcomes.contains(outcome)) {
            assertThat(System.nanoTime()).as("waiting for %s", outcome).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void deployInTheMiddleOfACall_leavesItsResultOutOfTheCache() {
        runtime().add("demo/parent", CACHED);
        runtime().add("demo/child");
        asks("demo/parent", "demo/child");
        holds("demo/child");
        UniAssertSubscriber<Reply> first = start(Wish.of("demo/parent", "in"));
        Held old = arrived();

        release("demo/child", "1.0.1");
        old.answer("old");

        assertThat(body(first)).isEqualTo("old by demo/parent");
        UniAssertSubscriber<Reply> second = start(Wish.of("demo/parent", "in"));
        arrived().answer("new");
        assertThat(body(second)).isEqualTo("new by demo/parent");
    }

    @Test
    void resultThatCameAboutThoughANestedCallFailed_isNotKept() {
        runtime().add("demo/parent", CACHED);
        runtime().add("demo/child");
        runtime().functions.fails("demo/child", new Failure("not now", Failure.ALGORITHM_ERROR, null));
        runtime().functions.define("demo/parent", call -> {
            CallInProgress here = runtime().callsInside.find(call.token()).orElseThrow();
            return run(Wish.of("demo/child", "in").inside(here))
                    .map(KeptCallsTest::body)
                    .onFailure()
                    .recoverWithItem("makeshift")
                    .map(answer -> new Answer.Result(text(answer), Map.of()));
        });
        assertThat(body(reply("demo/parent", "in"))).isEqualTo("makeshift");
        runtime().functions.returns("demo/child", text("right"));

        assertThat(body(reply("demo/parent", "in"))).isEqualTo("right");
        assertThat(body(reply("demo/parent", "in"))).isEqualTo("right");
        assertThat(runs("demo/parent")).isEqualTo(2);
    }

    @Test
    void resultThatCameAboutThoughANestedCallWasRefused_isNotKept() {
        runtime().add("demo/parent", CACHED);
        runtime().functions.define("demo/parent", call -> {
            CallInProgress here = runtime().callsInside.find(call.token()).orElseThrow();
            return run(Wish.of("demo/missing", "in").inside(here))
                    .map(KeptCallsTest::body)
                    .onFailure()
                    .recoverWithItem("without it")
                    .map(answer -> new Answer.Result(text(answer), Map.of()));
        });
        reply("demo/parent", "in");
        runtime().add("demo/missing");

        assertThat(body(reply("demo/parent", "in"))).isEqualTo("in");
    }

    @Test
    void nestedCall_usesWhatIsKeptForTheSameCaller() {
        runtime().add("demo/parent");
        runtime().add("demo/child", CACHED);
        asks("demo/parent", "demo/child");
        reply("demo/child", "in");

        assertThat(body(reply("demo/parent", "in"))).isEqualTo("in by demo/parent");
        assertThat(runs("demo/child")).isEqualTo(1);
    }

    @Test
    void sharedFunction_actsForNobodyInParticular() {
        runtime().add("demo/shared", SHARED, PUBLIC);
        runtime().add("demo/own");
        runtime().add("stranger/private");
        asks("demo/shared", "demo/own");
        assertThat(body(reply(Wish.of("demo/shared", "in").by(STRANGER)))).isEqualTo("in by demo/shared");

        asks("demo/shared", "stranger/private");
        assertThat(failure(start(Wish.of("demo/shared", "other").by(STRANGER))))
                .hasMessageContaining("cache.shared")
                .hasMessageContaining("'stranger/private'");
    }

    @Test
    void whatASharedFunctionCalls_isKeptForNobodyInParticularToo() {
        runtime().add("demo/shared", SHARED, PUBLIC);
        runtime().add("demo/own", CACHED);
        asks("demo/shared", "demo/own");
        reply("demo/shared", "in");

        assertThat(reply("demo/own", "in").age()).isNull();
        assertThat(runs("demo/own")).isEqualTo(2);
    }

    @Test
    void functionThatCallsItselfWithItsOwnInput_failsAtOnceInsteadOfWaitingForItself() {
        runtime().add("demo/a", CACHED);
        asks("demo/a", "demo/a");

        assertThat(failure(start(Wish.of("demo/a", "in")))).hasMessageContaining("at most 4 deep");
    }

    @Test
    void functionsThatCallEachOtherInACircle_failAtOnceInsteadOfWaitingForEachOther() {
        runtime().add("demo/a", CACHED);
        runtime().add("demo/b", CACHED);
        runtime().functions.define("demo/a", call -> swap(call, "demo/b"));
        runtime().functions.define("demo/b", call -> swap(call, "demo/a"));

        UniAssertSubscriber<Reply> a = start(Wish.of("demo/a", "in"));
        UniAssertSubscriber<Reply> b = start(Wish.of("demo/b", "in"));

        assertThat(failure(a)).hasMessageContaining("at most 4 deep");
        assertThat(failure(b)).hasMessageContaining("at most 4 deep");
    }

    private Uni<Answer> swap(Call call, String other) {
        CallInProgress here = runtime().callsInside.find(call.token()).orElseThrow();
        return run(Wish.of(other, "in").inside(here)).map(reply -> new Answer.Result(reply.payload(), Map.of()));
    }
}
