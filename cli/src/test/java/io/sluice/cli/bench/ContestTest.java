package io.sluice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.load.FakeServer;
import io.sluice.cli.load.Load;
import io.sluice.cli.load.LoadGenerator;
import io.sluice.cli.load.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContestTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<String> progress = new ArrayList<>();
    private final Contest contest = new Contest(LoadGenerator.ofLoops(1), progress::add);
    private FakeServer server;

    @BeforeEach
    void listen() throws IOException {
        server = new FakeServer(number -> FakeServer.ok("good"));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private Side side(String name, Optional<Supplier<Duration>> used) {
        return new Side(name, Target.post(server.address(), "h", "/", Map.of(), new byte[0], "good"), used);
    }

    private Side side(String name) {
        return side(name, Optional.empty());
    }

    @Test
    void run_twoSides_takeTurnsInGoingFirst() {
        List<Series> series =
                contest.run(List.of(side("a"), side("b")), List.of(new Load.Closed(1), new Load.Closed(2)), 2, SHORT);

        assertThat(progress)
                .containsExactly(
                        "round 1 of 2: 1 in flight, a",
                        "round 1 of 2: 1 in flight, b",
                        "round 1 of 2: 2 in flight, a",
                        "round 1 of 2: 2 in flight, b",
                        "round 2 of 2: 1 in flight, b",
                        "round 2 of 2: 1 in flight, a",
                        "round 2 of 2: 2 in flight, b",
                        "round 2 of 2: 2 in flight, a");
        assertThat(series.stream().map(Series::figures).map(each -> each.load() + ", " + each.name()))
                .containsExactly("1 in flight, a", "1 in flight, b", "2 in flight, a", "2 in flight, b");
        assertThat(series).allSatisfy(each -> assertThat(each.perSecond()).hasSize(2));
    }

    @Test
    void run_noSides_isNothing() {
        assertThat(contest.run(List.of(), List.of(new Load.Closed(1)), 2, SHORT))
                .isEmpty();
    }

    @Test
    void run_processorTime_isDividedByTheCallsOfItsRound() {
        AtomicLong calls = new AtomicLong();
        Side side = side("a", Optional.of(() -> Duration.ofMillis(calls.getAndAdd(30))));

        Series series = contest.run(List.of(side), List.of(new Load.Closed(1)), 1, SHORT)
                .getFirst();
        Figures figures = series.figures();

        assertThat(figures.runtimeMicros()).isEqualTo(30_000.0 / Math.max(1, figures.calls()));
    }

    @Test
    void warmUp_bound_isTheMostSeconds() {
        assertThat(contest.warmUp(side("a"), 1, Duration.ofSeconds(1))
                        .steadiness()
                        .windows())
                .isEqualTo(1);
        assertThat(contest.warmUp(side("a"), 1, Duration.ZERO).text()).isEqualTo("not warmed up");
    }

    @Test
    void run_nobodyListens_failsWithTheName() throws IOException {
        server.close();

        assertThatThrownBy(() -> contest.run(List.of(side("demo/a")), List.of(new Load.Closed(1)), 1, SHORT))
                .isInstanceOfSatisfying(CliFailure.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(69))
                .hasMessageContaining("demo/a cannot be connected to");
    }
}
