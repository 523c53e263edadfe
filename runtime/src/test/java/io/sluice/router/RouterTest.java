package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.accounts.Caller;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.PoolFailure;
import io.sluice.pool.PoolReply;
import io.sluice.registry.FunctionVersion;
import io.sluice.testing.SmallRuntime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class RouterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Caller DEMO = new Caller("demo", false);
    private static final Caller STRANGER = new Caller("stranger", false);
    private static final TraceContext TRACE = TraceContext.start(new Random(2));

    @TempDir
    private Path folder;

    private final Seen seen = new Seen();
    private @Nullable SmallRuntime opened;

    @BeforeEach
    void open() {
        opened = new SmallRuntime(folder, seen, new RouterLimits(2, 5));
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

    /** Notes what the router tells, one text an event. */
    private static final class Seen implements InvocationListener {
        private final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void started(long number, FunctionVersion function, Origin origin, long atNanos) {
            String entry = origin.entry(function.name());
            CallInProgress parent = origin.parent();
            FunctionName caller = parent == null ? null : parent.function();
            events.add(number + " started " + function.label() + " entry " + entry + " caller " + caller);
        }

        @Override
        public void chainStarted(long number, Flow.Chain chain, Origin origin, long atNanos) {
            events.add(number + " begins " + chain.key());
        }

        @Override
        public void chainEnded(long number, Flow.Chain chain, long atNanos) {
            events.add(number + " ends " + chain.key());
        }

        @Override
        public void ended(
                long number,
                FunctionVersion function,
                @Nullable PoolReply reply,
                boolean failed,
                long startedNanos,
                long atNanos) {
            String how = failed ? "failed" : "answered";
            events.add(number + " ended " + function.label() + " " + how + (reply == null ? " without a reply" : ""));
        }
    }

    private static Payload text(String text) {
        return new Payload(ContentType.TEXT, Buffer.buffer(text));
    }

    private Deadline deadline() {
        return Deadline.in(Duration.ofMinutes(1), runtime().nanoTime.get());
    }

    private Invocation invocation(Origin origin, Deadline deadline) {
        return new Invocation(
                "req-1",
                FunctionReference.parse("demo/any"),
                text("in"),
                PayloadRoom.unbounded(),
                origin,
                deadline,
                TRACE,
                Map.of("ce-id", "7"));
    }

    @Test
    void account_hasNoMoreCallsAtATime_thanItMay() {
        try (SmallRuntime one = new SmallRuntime(folder, seen, new RouterLimits(2, 5, 1, 1))) {
            one.add("demo/a");
            one.functions.define("demo/a", call -> Uni.createFrom().nothing());
            Flow call = new Flow.Call(FunctionReference.parse("demo/a"));
            Deadline deadline = Deadline.in(Duration.ofMinutes(1), one.nanoTime.get());
            Cancellable first = one.router
                    .run(call, invocation(new Origin.Outside(DEMO), deadline))
                    .subscribe()
                    .with(reply -> {});

            Uni<Reply> second = one.router.run(call, invocation(new Origin.Outside(DEMO), deadline));

            assertThatThrownBy(() -> second.await().atMost(PATIENCE))
                    .isInstanceOf(InvocationFailure.Overloaded.class)
                    .hasMessageContaining("'demo'")
                    .hasMessageContaining("sluice.router.account-calls");
            first.cancel();
        }
    }

    private Uni<Reply> run(Flow flow, Origin origin) {
        return runtime().router.run(flow, invocation(origin, deadline()));
    }

    private Uni<Reply> call(String function) {
        return run(new Flow.Call(FunctionReference.parse(function)), new Origin.Outside(DEMO));
    }

    private static Flow.Chain chain(String... steps) {
        return new Flow.Chain(
                List.of(steps).stream().map(FunctionReference::parse).toList());
    }

    private static String body(Reply reply) {
        return reply.payload().bytes().toString();
    }

    private void appends(String function) {
        runtime().add(function);
        runtime().functions.define(function, call -> Uni.createFrom()
                .item(new Answer.Result(
                        text(call.payload().bytes() + ">" + function.substring(function.indexOf('/') + 1)), Map.of())));
    }

    @Test
    void call_comesBackWithTheResultAndItsStep() {
        appends("demo/a");

        Reply reply = call("demo/a@1.*").await().atMost(PATIENCE);

        assertThat(body(reply)).isEqualTo("in>a");
        assertThat(reply.steps()).singleElement().satisfies(step -> {
            assertThat(step.function()).isEqualTo("demo/a");
            assertThat(step.version()).isEqualTo("1.0.0");
            assertThat(step.nanos()).isPositive();
            assertThat(step.cold()).isTrue();
        });
    }

    @Test
    void call_carriesInvocationAttributesAndTraceToTheInstance() {
        runtime().add("demo/a");

        Reply reply = call("demo/a").await().atMost(PATIENCE);

        Call call = runtime().functions.calls().getFirst();
        assertThat(call.invocation()).isEqualTo("req-1");
        assertThat(call.entryPoint()).isEqualTo("a");
        assertThat(call.attributes()).containsEntry("ce-id", "7");
        assertThat(reply.attributes()).containsEntry("ce-id", "7");
        assertThat(call.trace().traceParent()).isNotEqualTo(TRACE.traceParent());
        assertThat(call.trace().traceParent().substring(0, 36))
                .isEqualTo(TRACE.traceParent().substring(0, 36));
    }

    @Test
    void call_takesTheFunctionsTimeoutWhereItIsShorter() {
        runtime().add("demo/a", "timeout: 2s");

        call("demo/a").await().atMost(PATIENCE);

        assertThat(runtime().functions.calls().getFirst().timeout())
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void unknownFunctionOrVersion_isSaid() {
        runtime().add("demo/a");

        assertThatThrownBy(() -> call("demo/none").await().atMost(PATIENCE))
                .isInstanceOf(InvocationFailure.UnknownFunction.class)
                .hasMessageContaining("algo://demo/none");
        assertThatThrownBy(() -> call("demo/a@2.*").await().atMost(PATIENCE))
                .isInstanceOf(InvocationFailure.UnknownFunction.class)
                .hasMessage("algorithm algo://demo/a not found")
                .isInstanceOfSatisfying(InvocationFailure.UnknownFunction.class, unknown -> assertThat(unknown.hint())
                        .isEqualTo("it has no version '2.*'; it has [1.0.0]"));
        assertThat(seen.events).isEmpty();
    }

    @Test
    void privateFunction_ofAnother_isRefused() {
        runtime().add("demo/a");

        assertThatThrownBy(() -> run(chain("demo/a"), new Origin.Outside(STRANGER))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOf(InvocationFailure.NotAllowed.class)
                .hasMessageContaining("'stranger'")
                .hasMessageContaining("'demo/a'");
        assertThat(runtime().functions.calls()).isEmpty();
    }

    @Test
    void functionThatMayNotCall_isToldWhichSettingSaysSo() {
        runtime().add("demo/a");
        Origin origin = OriginTest.inside(DEMO, FunctionName.parse("demo/parent"), false, 0);

        assertThatThrownBy(() -> run(chain("demo/a"), origin).await().atMost(PATIENCE))
                .isInstanceOf(InvocationFailure.NotAllowed.class)
                .hasMessageContaining("'demo/parent'")
                .hasMessageContaining("permissions.callsOthers");
    }

    @Test
    void callsInsideCalls_haveALimitOfDepth() {
        runtime().add("demo/a");
        FunctionName parent = FunctionName.parse("demo/parent");
        Flow flow = new Flow.Call(FunctionReference.parse("demo/a"));

        assertThat(run(flow, OriginTest.inside(DEMO, parent, true, 1)).await().atMost(PATIENCE))
                .isNotNull();
        assertThatThrownBy(() -> run(flow, OriginTest.inside(DEMO, parent, true, 2))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOf(InvocationFailure.BadRequest.class)
                .hasMessageContaining("at most 2 deep")
                .hasMessageContaining("number 3");
        assertThat(seen.events.getFirst()).endsWith("entry acme/entry caller demo/parent");
    }

    @Test
    void chain_givesEachStepWhatTheOneBeforeReturned() {
        appends("demo/a");
        appends("demo/b");

        Reply reply = run(chain("demo/a", "demo/b", "demo/a"), new Origin.Outside(DEMO))
                .await()
                .atMost(PATIENCE);

        assertThat(body(reply)).isEqualTo("in>a>b>a");
        assertThat(reply.steps()).extracting(Reply.Step::function).containsExactly("demo/a", "demo/b", "demo/a");
    }

    @Test
    void chain_handsTheSameBytesOn() {
        Payload big = text("x".repeat(1000));
        runtime().add("demo/a");
        runtime().add("demo/b");
        runtime().functions.returns("demo/a", big);

        Reply reply =
                run(chain("demo/a", "demo/b"), new Origin.Outside(DEMO)).await().atMost(PATIENCE);

        assertThat(reply.payload().bytes()).isSameAs(big.bytes());
    }

    @Test
    void chain_thatFails_saysAtWhichStepAndWhatItWasGiven() {
        appends("demo/a");
        runtime().add("demo/b");
        runtime().functions.fails("demo/b", new Failure("no nouns", Failure.INPUT_ERROR, null));
        appends("demo/c");

        assertThatThrownBy(() -> run(chain("demo/a", "demo/b@1.*", "demo/c"), new Origin.Outside(DEMO))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOfSatisfying(InvocationFailure.FunctionFailed.class, failed -> assertThat(failed.failure())
                        .isEqualTo(new Failure(
                                "step 2 of 3 (demo/b@1.*), given 4 bytes of text: no nouns",
                                Failure.INPUT_ERROR,
                                null)));
        assertThat(runtime().functions.calls()).hasSize(2);
    }

    @Test
    void chain_withAnUnknownStep_saysWhich() {
        appends("demo/a");

        assertThatThrownBy(() -> run(chain("demo/a", "demo/none"), new Origin.Outside(DEMO))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOf(InvocationFailure.UnknownFunction.class)
                .hasMessageStartingWith("step 2 of 2 (demo/none), given 4 bytes of text: ");
    }

    @Test
    void chain_thatIsTooLong_isRefusedBeforeItStarts() {
        appends("demo/a");
        String[] steps = IntStream.range(0, 6).mapToObj(i -> "demo/a").toArray(String[]::new);

        assertThatThrownBy(() ->
                        run(chain(steps), new Origin.Outside(DEMO)).await().atMost(PATIENCE))
                .isInstanceOf(InvocationFailure.BadRequest.class)
                .hasMessageContaining("at most 5 steps, had 6");
        assertThat(runtime().functions.calls()).isEmpty();
    }

    @Test
    void deadlineThatHasPassed_failsWithoutACall() {
        runtime().add("demo/a");

        assertThatThrownBy(() -> runtime()
                        .router
                        .run(
                                new Flow.Call(FunctionReference.parse("demo/a")),
                                invocation(new Origin.Outside(DEMO), new Deadline(0)))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOfSatisfying(
                        InvocationFailure.FunctionFailed.class,
                        failed -> assertThat(failed.failure().errorType()).isEqualTo(Failure.TIMEOUT_ERROR))
                .hasMessageContaining("'demo/a@1.0.0'");
        assertThat(runtime().functions.calls()).isEmpty();
        assertThat(seen.events).isEmpty();
        assertThat(runtime().callsInside.size()).isZero();
    }

    @Test
    void cancelledCall_isGivenUpByItsInstanceAndForgotten() {
        CompletableFuture<String> arrived = new CompletableFuture<>();
        CompletableFuture<String> givenUp = new CompletableFuture<>();
        runtime().add("demo/slow");
        runtime().functions.define("demo/slow", call -> Uni.createFrom().emitter(emitter -> {
            emitter.onTermination(() -> givenUp.complete("given up"));
            arrived.complete(call.token());
        }));

        UniAssertSubscriber<Reply> waiting = call("demo/slow").subscribe().withSubscriber(UniAssertSubscriber.create());
        String token = arrived.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(runtime().callsInside.find(token)).hasValueSatisfying(call -> {
            assertThat(call.function()).hasToString("demo/slow");
            assertThat(call.caller()).isEqualTo(DEMO);
            assertThat(call.depth()).isZero();
        });
        waiting.cancel();

        assertThat(givenUp.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("given up");
        assertThat(runtime().callsInside.size()).isZero();
        assertThat(seen.events)
                .containsExactly(
                        "1 started demo/slow@1.0.0 entry demo/slow caller null",
                        "1 ended demo/slow@1.0.0 failed without a reply");
    }

    @Test
    void cancelledBeforeItStarts_callsNothingAndLeavesNothing() {
        runtime().add("demo/a");

        Uni.createFrom()
                .<Reply>emitter(emitter -> {
                    ((UniSubscription) emitter).cancel();
                    runtime()
                            .flights
                            .start(
                                    invocation(new Origin.Outside(DEMO), deadline()),
                                    runtime().registry.versions().getFirst(),
                                    null,
                                    emitter);
                })
                .subscribe()
                .with(reply -> {});

        assertThat(seen.events).hasSize(2).last().asString().endsWith("failed without a reply");
        assertThat(runtime().callsInside.size()).isZero();
        assertThat(runtime().functions.calls()).isEmpty();
    }

    @Test
    void call_staysOnTheEventLoopThatItCameOn() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        for (String name : List.of("demo/a", "demo/b")) {
            runtime().add(name);
            runtime().functions.define(name, call -> {
                threads.add(Thread.currentThread());
                return Uni.createFrom().item(new Answer.Result(call.payload(), Map.of()));
            });
            call(name).await().atMost(PATIENCE);
        }
        threads.clear();
        EventLoops loops = EventLoops.of(runtime().vertx);

        for (int loop = 0; loop < loops.size(); loop++) {
            CompletableFuture<Thread> begun = new CompletableFuture<>();
            CompletableFuture<Thread> told = new CompletableFuture<>();
            loops.context(loop).runOnContext(nothing -> {
                begun.complete(Thread.currentThread());
                run(chain("demo/a", "demo/b"), new Origin.Outside(DEMO))
                        .subscribe()
                        .with(reply -> told.complete(Thread.currentThread()));
            });

            Thread own = begun.orTimeout(10, TimeUnit.SECONDS).join();
            assertThat(told.orTimeout(10, TimeUnit.SECONDS).join()).isSameAs(own);
            assertThat(threads).containsExactly(own, own);
            threads.clear();
        }
    }

    @Test
    void answerFromAnotherThread_isToldOnTheEventLoopOfTheCall() {
        CompletableFuture<UniEmitter<? super Answer>> arrived = new CompletableFuture<>();
        runtime().add("demo/a");
        runtime().functions.define("demo/a", call -> Uni.createFrom().<Answer>emitter(arrived::complete));
        CompletableFuture<Thread> begun = new CompletableFuture<>();
        CompletableFuture<Thread> told = new CompletableFuture<>();
        runtime().vertx.getOrCreateContext().runOnContext(nothing -> {
            begun.complete(Thread.currentThread());
            call("demo/a").subscribe().with(reply -> told.complete(Thread.currentThread()));
        });

        arrived.orTimeout(10, TimeUnit.SECONDS).join().complete(new Answer.Result(text("out"), Map.of()));

        assertThat(told.orTimeout(10, TimeUnit.SECONDS).join()).isSameAs(begun.join());
    }

    @Test
    void callThatNothingIsHeardOf_endsAWhileAfterItsDeadline() {
        CompletableFuture<String> arrived = new CompletableFuture<>();
        CompletableFuture<String> givenUp = new CompletableFuture<>();
        runtime().add("demo/lost");
        runtime().functions.define("demo/lost", call -> Uni.createFrom().emitter(emitter -> {
            emitter.onTermination(() -> givenUp.complete("given up"));
            arrived.complete(call.token());
        }));
        UniAssertSubscriber<Reply> waiting = call("demo/lost").subscribe().withSubscriber(UniAssertSubscriber.create());
        arrived.orTimeout(10, TimeUnit.SECONDS).join();

        runtime().flights.endLost();
        waiting.assertNotTerminated();
        runtime().nanoTime.addAndGet(Duration.ofMinutes(2).toNanos());
        runtime().flights.endLost();

        assertThat(waiting.awaitFailure(PATIENCE).getFailure())
                .isInstanceOf(InvocationFailure.FunctionFailed.class)
                .hasMessageContaining("'demo/lost@1.0.0' gave no answer in time");
        assertThat(givenUp.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("given up");
        assertThat(runtime().callsInside.size()).isZero();
    }

    @Test
    void listeners_areToldOfEachCallOnce() {
        appends("demo/a");
        runtime().add("demo/b");
        runtime().functions.fails("demo/b", new Failure("no", Failure.ALGORITHM_ERROR, null));

        call("demo/a").await().atMost(PATIENCE);
        call("demo/b").onFailure().recoverWithNull().await().atMost(PATIENCE);

        assertThat(seen.events)
                .containsExactly(
                        "1 started demo/a@1.0.0 entry demo/a caller null",
                        "1 ended demo/a@1.0.0 answered",
                        "2 started demo/b@1.0.0 entry demo/b caller null",
                        "2 ended demo/b@1.0.0 failed");
        assertThat(runtime().callsInside.size()).isZero();
    }

    @Test
    void listeners_areToldOfAChainAroundItsSteps() {
        appends("demo/a");
        appends("demo/b");

        run(chain("demo/a", "demo/b"), new Origin.Outside(DEMO)).await().atMost(PATIENCE);

        // Listeners may be told after the caller has its answer.
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen.events)
                .containsExactly(
                        "1 begins demo/a|demo/b",
                        "2 started demo/a@1.0.0 entry demo/a|demo/b caller null",
                        "2 ended demo/a@1.0.0 answered",
                        "3 started demo/b@1.0.0 entry demo/a|demo/b caller null",
                        "3 ended demo/b@1.0.0 answered",
                        "1 ends demo/a|demo/b"));
    }

    @Test
    void stackOfAFailure_isShownToTheOwnerAlone() {
        runtime().add("demo/b", "permissions: {callability: public}");
        runtime().functions.fails("demo/b", new Failure("no", Failure.ALGORITHM_ERROR, "at line 1"));
        Flow flow = new Flow.Call(FunctionReference.parse("demo/b"));

        assertThat(failure(run(flow, new Origin.Outside(DEMO))).stacktrace()).isEqualTo("at line 1");
        assertThat(failure(run(flow, new Origin.Outside(STRANGER))).stacktrace())
                .isNull();
    }

    private static Failure failure(Uni<Reply> work) {
        Throwable thrown = work.onItem()
                .<Throwable>transformToUni(reply -> Uni.createFrom().nullItem())
                .onFailure()
                .recoverWithItem(failed -> failed)
                .await()
                .atMost(PATIENCE);
        assertThat(thrown).isInstanceOf(InvocationFailure.FunctionFailed.class);
        return ((InvocationFailure.FunctionFailed) thrown).failure();
    }

    /** What the pool may fail with, and what its caller is told. */
    private record Mapped(PoolFailure failure, String errorType) {}

    static final List<Mapped> MAPPED = List.of(
            new Mapped(new PoolFailure.StartFailed("it broke"), Failure.INITIALIZATION_ERROR),
            new Mapped(new PoolFailure.TimedOut("it hangs"), Failure.TIMEOUT_ERROR),
            new Mapped(new PoolFailure.InstanceLost("it ended", false), Failure.SYSTEM_EXIT),
            new Mapped(new PoolFailure.InstanceLost("it grew", true), Failure.OUT_OF_MEMORY_ERROR),
            new Mapped(new PoolFailure.BrokenAnswer("it babbles"), Failure.PARSING_ERROR),
            new Mapped(new PoolFailure.ResultTooLarge("it says too much"), Failure.TOO_LARGE_ERROR));

    @ParameterizedTest
    @FieldSource("MAPPED")
    void poolsFailure_reachesTheCallerAsTheFunctions(Mapped mapped) {
        runtime().add("demo/a");
        runtime().functions.define("demo/a", call -> Uni.createFrom().failure(mapped.failure()));

        assertThat(failure(call("demo/a")))
                .isEqualTo(new Failure(String.valueOf(mapped.failure().getMessage()), mapped.errorType(), null));
    }

    @Test
    void overloadedPool_isSaidWithWhenToTryAgain() {
        runtime().add("demo/a");
        runtime().functions.define("demo/a", call -> Uni.createFrom()
                .failure(new PoolFailure.Overloaded("too many", Duration.ofSeconds(3))));

        assertThatThrownBy(() -> call("demo/a").await().atMost(PATIENCE))
                .isInstanceOfSatisfying(
                        InvocationFailure.Overloaded.class,
                        overloaded -> assertThat(overloaded.retryAfter()).isEqualTo(Duration.ofSeconds(3)));
    }

    @Test
    void closedPool_isSaidAsOverloaded() {
        runtime().add("demo/a");
        runtime().pools.close("demo/a@1.0.0").await().atMost(PATIENCE);

        assertThatThrownBy(() -> call("demo/a").await().atMost(PATIENCE))
                .isInstanceOf(InvocationFailure.Overloaded.class);
    }

    @Test
    void addressWithoutAListener_isSaidAsOverloaded() {
        FunctionVersion version = runtime().add("demo/a");
        runtime().endpoints.close(version).await().atMost(PATIENCE);

        assertThatThrownBy(() -> call("demo/a").await().atMost(PATIENCE))
                .isInstanceOf(InvocationFailure.Overloaded.class)
                .hasMessageContaining("'demo/a@1.0.0'");
    }

    @Test
    void unexpectedFailure_isPassedOn() {
        runtime().add("demo/a");
        runtime().functions.define("demo/a", call -> Uni.createFrom().failure(new IllegalStateException("a bug")));

        assertThatThrownBy(() -> call("demo/a").await().atMost(PATIENCE)).hasMessageContaining("a bug");
    }
}
