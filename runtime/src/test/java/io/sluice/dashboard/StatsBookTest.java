package io.sluice.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Caller;
import io.sluice.contract.api.FunctionStats;
import io.sluice.pool.Answer;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.Payload;
import io.sluice.pool.PoolReply;
import io.sluice.pool.PoolSnapshot;
import io.sluice.pool.Warmth;
import io.sluice.registry.FunctionVersion;
import io.sluice.router.CacheOutcome;
import io.sluice.router.Origin;
import io.sluice.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StatsBookTest {

    private static final FunctionVersion FUNCTION = Samples.version("demo/a", "1.0.0");
    private static final Origin ORIGIN = new Origin.Outside(Caller.ANYONE);
    private static final InstanceId INSTANCE = new InstanceId("i-1");

    private final StatsBook book = new StatsBook();

    private void call(@Nullable Warmth warmth, boolean failed, Duration took) {
        book.started(1, FUNCTION, ORIGIN, 0);
        PoolReply reply = warmth == null
                ? null
                : new PoolReply(new Answer.Result(Payload.NOTHING, Map.of()), Duration.ZERO, warmth, INSTANCE);
        book.ended(1, FUNCTION, reply, failed, 0, took.toNanos());
    }

    @Test
    void calls_areCountedByWhatCameOfThem() {
        call(Warmth.COLD, false, Duration.ofSeconds(1));
        call(Warmth.PARTIAL, false, Duration.ofMillis(500));
        call(Warmth.WARM, false, Duration.ofMillis(1));
        call(Warmth.WARM, true, Duration.ofMillis(1));
        call(null, true, Duration.ofMillis(1));

        FunctionStats stats = book.of(FUNCTION, null);

        assertThat(stats.invocations()).isEqualTo(5);
        assertThat(book.invocations(FUNCTION)).isEqualTo(5);
        assertThat(stats.failures()).isEqualTo(2);
        assertThat(stats.coldStarts()).isEqualTo(1);
        assertThat(stats.warmMillis().count()).isEqualTo(2);
        assertThat(stats.coldMillis().count()).isEqualTo(2);
    }

    @Test
    void callsAnsweredFromTheCache_areCountedByThemselves() {
        book.called(FUNCTION, CacheOutcome.MISS);
        call(Warmth.WARM, false, Duration.ofMillis(1));
        book.called(FUNCTION, CacheOutcome.HIT);
        book.called(FUNCTION, CacheOutcome.HIT);
        book.called(FUNCTION, CacheOutcome.JOINED);
        book.called(FUNCTION, CacheOutcome.REFUSED);

        FunctionStats stats = book.of(FUNCTION, null);

        assertThat(stats.cached()).isEqualTo(3);
        assertThat(stats.invocations()).isEqualTo(1);
        assertThat(stats.warmMillis().count()).isEqualTo(1);
    }

    @Test
    void callThatRuns_isNotCountedYet() {
        book.started(1, FUNCTION, ORIGIN, 0);

        assertThat(book.invocations(FUNCTION)).isZero();
    }

    @Test
    void versions_areCountedApart() {
        call(Warmth.WARM, false, Duration.ofMillis(1));

        assertThat(book.invocations(Samples.version("demo/a", "1.0.1"))).isZero();
    }

    @Test
    void pool_addsItsInstancesQueueAndCalls() {
        PoolSnapshot pool = new PoolSnapshot(
                FUNCTION.label(),
                "demo/a",
                "1.0.0",
                List.of(
                        new PoolSnapshot.InstanceSnapshot(INSTANCE, "warm", 2, 1, 1, Duration.ZERO, Duration.ZERO),
                        new PoolSnapshot.InstanceSnapshot(
                                new InstanceId("i-2"), "warm", 1, 1, 1, Duration.ZERO, Duration.ZERO)),
                4,
                null);

        FunctionStats stats = book.of(FUNCTION, pool);

        assertThat(stats.instances()).isEqualTo(2);
        assertThat(stats.inFlight()).isEqualTo(3);
        assertThat(stats.queued()).isEqualTo(4);
    }

    @Test
    void starts_areTimed() {
        InstanceSpec spec = new InstanceSpec(
                "demo/a",
                "1.0.0",
                "java",
                Path.of("none"),
                Path.of("none"),
                "a",
                1,
                1,
                Duration.ofSeconds(1),
                Map.of());

        book.ready(spec, INSTANCE, Duration.ofMillis(300));

        assertThat(book.of(FUNCTION, null).startMillis().count()).isEqualTo(1);
    }
}
