package io.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class InstancePoolsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final PoolSettings SETTINGS = new PoolSettings(2, 3, 100, null, LONG, Duration.ZERO);

    private final AtomicLong clock = new AtomicLong(1);
    private final FakeDriver driver = new FakeDriver(false);
    private final InstancePools pools = pools(driver);

    private InstancePools pools(FakeDriver with) {
        Timers never = (_, _) -> () -> {};
        return new InstancePools(
                new PoolNode(
                        with,
                        KeepAlive.AS_SET,
                        PoolListener.NONE,
                        new Serial(Runnable::run),
                        never,
                        clock::incrementAndGet),
                100,
                "t",
                100);
    }

    @Test
    void call_isAnsweredWhenItsInstanceIsReady() {
        ensure("demo/a", 10);
        UniAssertSubscriber<PoolReply> reply = call("demo/a", "hello");
        reply.assertNotTerminated();
        ready();
        assertThat(reply.assertCompleted().getItem().warmth()).isEqualTo(Warmth.COLD);
        assertThat(call("demo/a", "again").assertCompleted().getItem().warmth()).isEqualTo(Warmth.WARM);
        assertIdle();
    }

    @Test
    void call_thatALeavingInstanceDoesNotTake_isGivenToAnother() {
        ensure("demo/a", 10);
        call("demo/a", "hello");
        ready().leave();

        UniAssertSubscriber<PoolReply> reply = call("demo/a", "again");

        reply.assertNotTerminated();
        ready();
        assertThat(reply.assertCompleted().getItem().warmth()).isEqualTo(Warmth.COLD);
        assertIdle();
    }

    @Test
    void call_thatNoInstanceTakes_failsAfterThree() {
        ensure("demo/a", 10);
        UniAssertSubscriber<PoolReply> reply = call("demo/a", "hello");
        driver.leavingFromTheStart = true;
        for (int i = 0; i < 3; i++) {
            reply.assertNotTerminated();
            ready();
        }
        reply.assertFailedWith(PoolFailure.NotTaken.class, "going");
    }

    @Test
    void call_ofAnUnknownVersion_failsAsClosed() {
        call("demo/none", "x").assertFailedWith(PoolFailure.Closed.class, "demo/none@1.0.0");
    }

    @Test
    void failedStart_failsTheCallWithItsReason() {
        ensure("demo/a", 10);
        UniAssertSubscriber<PoolReply> reply = call("demo/a", "hello");
        driver.fail(driver.starting.keySet().iterator().next(), "no main class");
        reply.assertFailedWith(PoolFailure.StartFailed.class, "no main class");
    }

    @Test
    void crash_failsTheCallAndTheNextGetsANewInstance() {
        ensure("demo/a", 10);
        UniAssertSubscriber<PoolReply> reply = call("demo/a", "exit");
        ready();
        reply.assertFailedWith(PoolFailure.InstanceLost.class);
        UniAssertSubscriber<PoolReply> next = call("demo/a", "hello");
        ready();
        next.assertCompleted();
        assertIdle();
    }

    @Test
    void cancelledCall_whileRunning_givesItsLeaseBack() {
        ensure("demo/a", 10);
        UniAssertSubscriber<PoolReply> reply = call("demo/a", "hang");
        ready();
        assertThat(pools.snapshot().getFirst().instances().getFirst().inFlight())
                .isEqualTo(1);
        reply.cancel();
        assertIdle();
    }

    @Test
    void fullMemory_reclaimsTheIdleInstanceOfAnotherPool() {
        ensure("demo/a", 60);
        ensure("demo/b", 60);
        UniAssertSubscriber<PoolReply> first = call("demo/a", "x");
        ready();
        first.assertCompleted();
        UniAssertSubscriber<PoolReply> second = call("demo/b", "x");
        ready();
        second.assertCompleted();
        assertThat(driver.running).hasSize(1);
        assertThat(pools.memoryReserved()).isEqualTo(60);
    }

    @Test
    void start_whereIdleInstancesHaveAllMemory_takesIt_asPrewarmDoesNot() {
        ensure("demo/a", 60);
        ensure("demo/b", 60);
        call("demo/a", "x");
        ready();

        pools.prewarm("demo/b@1.0.0", 1, LONG);
        assertThat(driver.starting).isEmpty();
        pools.start("demo/b@1.0.0", LONG);
        ready();

        assertThat(driver.running).hasSize(1);
        assertThat(pools.instances("demo/b@1.0.0")).isOne();
        pools.start("demo/b@1.0.0", LONG);
        assertThat(driver.starting).isEmpty();
    }

    @Test
    void fullMemory_thatOneFunctionKeepsBusy_isGivenUpForTheFirstInstanceOfAnother() {
        ensure("demo/hot", 50);
        ensure("demo/cool", 50);
        List<UniAssertSubscriber<PoolReply>> hot = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            hot.add(call("demo/hot", "hang"));
        }
        ready();
        ready();
        UniAssertSubscriber<PoolReply> cool = call("demo/cool", "x");
        assertThat(states("demo/hot")).containsExactlyInAnyOrder("warm", "draining");
        hot.forEach(UniAssertSubscriber::cancel);
        ready();
        cool.assertCompleted();
        assertThat(states("demo/hot")).containsExactly("warm");
        assertThat(pools.memoryReserved()).isEqualTo(100);
    }

    private List<String> states(String function) {
        return pools.snapshot().stream()
                .filter(pool -> pool.function().equals(function))
                .flatMap(pool -> pool.instances().stream())
                .map(PoolSnapshot.InstanceSnapshot::state)
                .toList();
    }

    @Test
    void instance_largerThanTheBudget_isRefusedWithTheFigures() {
        ensure("demo/huge", 101);
        call("demo/huge", "x").assertFailedWith(PoolFailure.StartFailed.class, "101 bytes");
    }

    @Test
    void close_whileStarting_cancelsTheStartAndRejectsTheCall() {
        ensure("demo/a", 10);
        UniAssertSubscriber<PoolReply> reply = call("demo/a", "x");
        pools.close("demo/a@1.0.0").await().atMost(LONG);
        reply.assertFailedWith(PoolFailure.Closed.class);
        assertThat(driver.cancelled).hasSize(1);
        assertThat(pools.memoryReserved()).isZero();
        pools.releaseIfThere("demo/a@1.0.0");
    }

    @Test
    void call_thatWaited_usesItsInstanceOnTheLoopThatItCameOn() {
        Vertx vertx = Vertx.vertx();
        pools.ensure(
                FakeDriver.spec("demo/a", "working", 1, 10), new PoolSettings(1, 1, 100, null, LONG, Duration.ZERO));
        UniAssertSubscriber<PoolReply> first = call("demo/a", "hang");
        FakeDriver.FakeInstance instance =
                driver.ready(driver.starting.keySet().iterator().next());
        CompletableFuture<Thread> loop = new CompletableFuture<>();
        CompletableFuture<UniAssertSubscriber<PoolReply>> asked = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(_ -> {
            loop.complete(Thread.currentThread());
            asked.complete(call("demo/a", "x"));
        });
        UniAssertSubscriber<PoolReply> second = asked.join();

        instance.answer();

        first.assertCompleted();
        second.awaitItem(Duration.ofSeconds(10));
        assertThat(instance.calledOn).hasSize(2).last().isSameAs(loop.join());
        assertIdle();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void call_thatIsGrantedAtOnce_usesItsInstanceWithoutChangingThreads() {
        ensure("demo/a", 10);
        call("demo/a", "x");
        FakeDriver.FakeInstance instance =
                driver.ready(driver.starting.keySet().iterator().next());

        call("demo/a", "x").assertCompleted();

        assertThat(instance.calledOn).last().isSameAs(Thread.currentThread());
    }

    @Test
    void manyThreads_withRandomCancels_leakNothing() throws InterruptedException {
        hammer(_ -> Runnable::run);
    }

    @Test
    void manyEventLoops_withRandomCancels_leakNothing() throws InterruptedException {
        hammer(vertx -> {
            Context context = ((VertxInternal) vertx).createEventLoopContext();
            return task -> context.runOnContext(_ -> task.run());
        });
    }

    private static void hammer(Function<Vertx, Executor> places) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        FakeDriver quick = new FakeDriver(true);
        InstancePools busy =
                new InstancePools(vertx, quick, 100, KeepAlive.AS_SET, PoolListener.NONE, System::nanoTime, "s");
        busy.ensure(
                FakeDriver.spec("demo/a", "working", 2, 10),
                new PoolSettings(2, 3, 100_000, null, LONG, Duration.ZERO));
        CountDownLatch over = new CountDownLatch(4 * 2_000);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            Executor place = places.apply(vertx);
            threads.add(Thread.ofPlatform().start(() -> hammer(busy, random, over, place)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        // Served in order after all that came before: when it is answered with every lease free, none leaked.
        busy.invoke("demo/a@1.0.0", DriverContractTest.call("last", LONG, "main"))
                .await()
                .atMost(LONG);
        quick.running.values().forEach(it -> assertThat(it.mostInFlight.get()).isLessThanOrEqualTo(2));
        // A lease that leaked would hold its instance until the call's deadline, far beyond this.
        busy.close("demo/a@1.0.0").await().atMost(Duration.ofSeconds(10));
        assertThat(busy.snapshot()).isEmpty();
        assertThat(busy.memoryReserved()).isZero();
        busy.close(LONG).await().atMost(LONG);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void closedPool_whoseCallHangsPastItsDeadline_isEndedByForce() {
        Vertx vertx = Vertx.vertx();
        FakeDriver quick = new FakeDriver(true);
        InstancePools timed =
                new InstancePools(vertx, quick, 100, KeepAlive.AS_SET, PoolListener.NONE, System::nanoTime, "f");
        timed.ensure(FakeDriver.spec("demo/a", "working", 2, 10), SETTINGS);
        timed.invoke("demo/a@1.0.0", DriverContractTest.call("warm", LONG, "main"))
                .await()
                .atMost(LONG);
        UniAssertSubscriber<PoolReply> stuck = timed.invoke(
                        "demo/a@1.0.0", DriverContractTest.call("stuck", Duration.ofMillis(300), "main"))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());

        timed.close("demo/a@1.0.0").await().atMost(Duration.ofSeconds(10));

        stuck.awaitFailure(Duration.ofSeconds(10)).assertFailedWith(PoolFailure.InstanceLost.class);
        assertThat(timed.snapshot()).isEmpty();
        assertThat(timed.memoryReserved()).isZero();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void manyPools_underAnyCalls_neverUseMoreThanTheBudgetTogether() {
        long[] memory = {10, 25, 40, 60};
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            FakeDriver own = new FakeDriver(false);
            InstancePools shared = pools(own);
            for (int i = 0; i < memory.length; i++) {
                shared.ensure(FakeDriver.spec("demo/f" + i, "working", 2, memory[i]), SETTINGS);
            }
            List<Cancellable> calls = new ArrayList<>();
            for (int step = 0; step < 150; step++) {
                act(random, own, shared, calls);
                long used = Stream.concat(own.starting.keySet().stream(), own.running.keySet().stream())
                        .mapToLong(id -> memory[Integer.parseInt(id.value().split("-")[2]) - 1])
                        .sum();
                assertThat(used)
                        .as("seed %d step %d", seed, step)
                        .isLessThanOrEqualTo(shared.memoryReserved())
                        .isLessThanOrEqualTo(100);
                assertThat(shared.memoryReserved()).isLessThanOrEqualTo(100);
            }
        }
    }

    private static void act(Random random, FakeDriver own, InstancePools shared, List<Cancellable> calls) {
        switch (random.nextInt(6)) {
            case 0, 1, 2 ->
                calls.add(shared.invoke(
                                "demo/f" + random.nextInt(4) + "@1.0.0",
                                DriverContractTest.call(random.nextBoolean() ? "hang" : "x", LONG, "main"))
                        .subscribe()
                        .with(_ -> {}, _ -> {}));
            case 3 -> own.starting.keySet().stream().findAny().ifPresent(own::ready);
            case 4 -> own.running.values().stream().findAny().ifPresent(it -> it.exit("exit code 7"));
            default -> {
                if (!calls.isEmpty()) {
                    calls.remove(random.nextInt(calls.size())).cancel();
                }
            }
        }
    }

    private static void hammer(InstancePools busy, Random random, CountDownLatch over, Executor place) {
        for (int i = 0; i < 2_000; i++) {
            boolean cancel = random.nextInt(3) == 0;
            // A call that hangs comes back only by its cancellation.
            String text = cancel && random.nextBoolean() ? "hang" : "x";
            CompletableFuture<Cancellable> begun = new CompletableFuture<>();
            place.execute(() -> begun.complete(busy.invoke("demo/a@1.0.0", DriverContractTest.call(text, LONG, "main"))
                    .onTermination()
                    .invoke(over::countDown)
                    .subscribe()
                    .with(_ -> {}, _ -> {})));
            if (cancel) {
                begun.thenAccept(Cancellable::cancel);
            }
        }
    }

    private void ensure(String function, long memory) {
        pools.ensure(FakeDriver.spec(function, "working", 2, memory), SETTINGS);
    }

    private UniAssertSubscriber<PoolReply> call(String function, String text) {
        return pools.invoke(function + "@1.0.0", DriverContractTest.call(text, LONG, "main"))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private FakeDriver.FakeInstance ready() {
        return driver.ready(driver.starting.keySet().iterator().next());
    }

    private void assertIdle() {
        assertThat(pools.snapshot()).allSatisfy(pool -> {
            assertThat(pool.queued()).isZero();
            assertThat(pool.instances()).allMatch(it -> it.inFlight() == 0);
        });
    }
}
