package io.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {

    private static final Duration SHORT = Duration.ofMillis(150);
    private static final LoadGenerator GENERATOR = LoadGenerator.ofLoops(1);

    private static Target target(InetSocketAddress address, String body) {
        return Target.post(address, "h", "/", Map.of("X", "y"), body.getBytes(StandardCharsets.UTF_8), "good");
    }

    private static Outcome run(IntFunction<String> answers, LoadGenerator generator, Load load, Duration time)
            throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(answers)) {
            return generator.run(target(server.address(), "hello"), load, time);
        }
    }

    private static Outcome closed(IntFunction<String> answers) throws IOException, InterruptedException {
        return run(answers, GENERATOR, new Load.Closed(2), SHORT);
    }

    private static Load.Open open(double perSecond, int connections) {
        return new Load.Open(perSecond, Arrivals.UNIFORM, 1, connections);
    }

    @Test
    void closed_expectedAnswers_countsThemAndTakesTheirTime() throws Exception {
        Outcome outcome = closed(number -> FakeServer.ok("all good"));

        assertThat(outcome.errors()).isZero();
        assertThat(outcome.calls()).isPositive();
        assertThat(outcome.perSecond()).isPositive();
        assertThat(outcome.accepted().getValueAtPercentile(50)).isPositive();
        assertThat(outcome.generatorNanos()).isPositive();
    }

    @Test
    void closed_soManyInFlight_haveAConnectionEachAndNoMore() throws Exception {
        try (FakeServer server = new FakeServer(number -> FakeServer.ok("good"))) {
            GENERATOR.run(target(server.address(), ""), new Load.Closed(5), SHORT);

            assertThat(server.accepted).hasValue(5);
        }
    }

    @Test
    void closed_severalLoops_shareTheLoad() throws Exception {
        try (FakeServer server = new FakeServer(number -> FakeServer.ok("good"))) {
            Outcome outcome = new LoadGenerator(2, SHORT).run(target(server.address(), ""), new Load.Closed(5), SHORT);

            assertThat(server.accepted).hasValue(5);
            assertThat(outcome.all()).isEqualTo(server.requests());
        }
    }

    @Test
    void closed_otherContent_isAnErrorOfItsOwn() throws Exception {
        Outcome outcome = closed(number -> FakeServer.ok("all bad"));

        assertThat(outcome.calls()).isZero();
        assertThat(outcome.unexpected()).containsOnlyKeys("200 with another body");
    }

    @Test
    void closed_statuses_areCountedByThemselvesAndRefusalsTimed() throws Exception {
        Outcome outcome = closed(
                number -> number % 3 == 0 ? FakeServer.ok("good") : FakeServer.status(number % 3 == 1 ? 429 : 500));

        assertThat(outcome.calls()).isPositive();
        assertThat(outcome.unexpected()).containsOnlyKeys("429", "500");
        assertThat(outcome.refusals())
                .isEqualTo(outcome.unexpected().get("429"))
                .isPositive();
        assertThat(outcome.errors()).isGreaterThan(outcome.refusals());
    }

    @Test
    void closed_refusalsThatDoNotSayWhenToTryAgain_areToldApart() throws Exception {
        Outcome outcome = closed(number -> FakeServer.status(503));

        assertThat(outcome.unexpected()).containsOnlyKeys("503 without Retry-After");
        assertThat(outcome.refusals()).isEqualTo(outcome.errors());
    }

    @Test
    void closed_connectionsThatEnd_areErrorsAndOthersAreOpened() throws Exception {
        Outcome outcome = closed(number -> number % 2 == 0 ? FakeServer.ok("good") : FakeServer.HANG_UP);

        assertThat(outcome.calls()).isGreaterThan(1);
        assertThat(outcome.unexpected()).containsOnlyKeys("connection closed");
    }

    @Test
    void closed_answersThatCloseTheConnection_areFollowedOnNewOnes() throws Exception {
        Outcome outcome = closed(number -> "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\ngood");

        assertThat(outcome.errors()).isZero();
        assertThat(outcome.calls()).isGreaterThan(2);
    }

    @Test
    void closed_answersThatNobodyAskedFor_areErrors() throws Exception {
        Outcome outcome = closed(number -> FakeServer.ok("good") + FakeServer.ok("good"));

        assertThat(outcome.unexpected()).containsOnlyKeys("more than the answer");
    }

    @Test
    void closed_noAnswer_endsWithTheTimeout() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Outcome outcome =
                run(number -> waited(end), new LoadGenerator(1, Duration.ofMillis(80)), new Load.Closed(3), SHORT);
        end.countDown();

        assertThat(outcome.unexpected()).isEqualTo(Map.of("no answer in time", 3L));
    }

    private static String waited(CountDownLatch end) {
        try {
            end.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FakeServer.HANG_UP;
    }

    @Test
    void closed_requestLargerThanAnyBuffer_arrivesWhole() throws Exception {
        try (FakeServer server = new FakeServer(number -> FakeServer.ok("good"))) {
            Outcome outcome =
                    GENERATOR.run(target(server.address(), "x".repeat(20_000_000)), new Load.Closed(1), SHORT);

            assertThat(outcome.errors()).isZero();
            assertThat(outcome.calls()).isEqualTo(server.requests()).isPositive();
        }
    }

    @Test
    void run_nobodyListens_fails() throws Exception {
        InetSocketAddress nobody;
        try (FakeServer server = new FakeServer(number -> FakeServer.HANG_UP)) {
            nobody = server.address();
        }

        assertThatThrownBy(() -> GENERATOR.run(target(nobody, ""), new Load.Closed(1), SHORT))
                .isInstanceOf(IOException.class);
    }

    @Test
    void open_fasterThanTheServer_sendsAllThatWereDue() throws Exception {
        Outcome outcome = run(number -> FakeServer.ok("good"), GENERATOR, open(2000, 8), Duration.ofMillis(100));

        assertThat(outcome.errors()).isZero();
        assertThat(outcome.calls()).isEqualTo(200);
    }

    /**
     * The error of a closed loop, "coordinated omission": while the server stands still, it sends nothing, so that hardly a
     * call seems slow. An open loop counts every call that was due.
     */
    @Test
    void open_serverThatStandsStill_showsInTheLatencies() throws Exception {
        Duration time = Duration.ofMillis(600);
        Outcome closed = run(new Stall(), GENERATOR, new Load.Closed(2), time);
        Outcome open = run(new Stall(), GENERATOR, open(1000, 2), time);

        assertThat(closed.accepted().getValueAtPercentile(90) / 1e6).isLessThan(100);
        assertThat(open.calls()).isEqualTo(600);
        assertThat(open.accepted().getValueAtPercentile(99) / 1e6).isGreaterThan(280);
        assertThat(open.accepted().getValueAtPercentile(90) / 1e6).isGreaterThan(200);
        assertThat(open.late().getValueAtPercentile(99) / 1e6).isGreaterThan(250);
    }

    /** Answers at once, but for 300 ms from the 50th request on, when it answers nobody. */
    private static final class Stall implements IntFunction<String> {

        private volatile long end;

        @Override
        public String apply(int number) {
            if (number == 50) {
                end = System.nanoTime() + 300_000_000;
            }
            while (number >= 50 && System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            return FakeServer.ok("good");
        }
    }

    @Test
    void open_serverThatNeverAnswers_countsEveryCallThatWasDue() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Outcome outcome = run(
                number -> waited(end),
                new LoadGenerator(1, Duration.ofMillis(100)),
                open(1000, 2),
                Duration.ofMillis(50));
        end.countDown();

        assertThat(outcome.calls()).isZero();
        assertThat(outcome.errors()).isEqualTo(50);
        assertThat(outcome.unexpected()).containsKeys("no answer in time", "never sent");
    }

    @Test
    void target_headerWithALineEnd_isRefused() {
        assertThatThrownBy(() -> Target.post(
                        InetSocketAddress.createUnresolved("127.0.0.1", 1),
                        "h",
                        "/",
                        Map.of("a", "b\r\nc: d"),
                        new byte[0],
                        ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
