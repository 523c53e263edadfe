package io.sluice.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.pool.Answer;
import io.sluice.pool.Instance;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.Payload;
import io.sluice.pool.PoolReply;
import io.sluice.pool.Warmth;
import io.sluice.registry.FunctionVersion;
import io.sluice.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PrestartsTest {

    private static final FunctionVersion FUNCTION = Samples.version("demo/a", "1.0.0");
    private static final InstanceSpec SPEC = new InstanceSpec(
            "demo/a", "1.0.0", "java", Path.of("none"), Path.of("none"), "main", 1, 1, Duration.ofSeconds(1), Map.of());
    private static final InstanceId INSTANCE = new InstanceId("i-1");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong now = new AtomicLong(1);
    private final Prestarts prestarts = new Prestarts(registry, now::get);

    private double count(String name) {
        return registry.counter(name, "function", "demo/a").count();
    }

    private void call(long startedNanos) {
        PoolReply reply =
                new PoolReply(new Answer.Result(Payload.NOTHING, Map.of()), Duration.ZERO, Warmth.WARM, INSTANCE);
        prestarts.ended(1, FUNCTION, reply, false, startedNanos, startedNanos + 5);
    }

    @Test
    void firstCall_tellsThatItWasUsedAndHowFarAhead() {
        prestarts.started(SPEC, INSTANCE, false);
        now.set(100);
        prestarts.ready(SPEC, INSTANCE, Duration.ofNanos(99));

        call(400);
        call(500);
        prestarts.exited(SPEC, INSTANCE, new Instance.Exit("stopped", false));

        assertThat(count("sluice.prestarts")).isEqualTo(1);
        assertThat(count("sluice.prestarts.used")).isEqualTo(1);
        assertThat(count("sluice.prestarts.wasted")).isZero();
        assertThat(registry.timer("sluice.prestarts.lead", "function", "demo/a").totalTime(TimeUnit.NANOSECONDS))
                .isEqualTo(300);
    }

    @Test
    void instanceThatNobodyCalled_wasWasted() {
        prestarts.started(SPEC, INSTANCE, false);
        prestarts.ready(SPEC, INSTANCE, Duration.ofNanos(99));
        prestarts.exited(SPEC, INSTANCE, new Instance.Exit("stopped", false));

        assertThat(count("sluice.prestarts.wasted")).isEqualTo(1);
        assertThat(count("sluice.prestarts.used")).isZero();
    }

    @Test
    void startThatACallWaitedFor_isNone() {
        prestarts.started(SPEC, INSTANCE, true);
        prestarts.ready(SPEC, INSTANCE, Duration.ofNanos(99));
        call(400);

        assertThat(count("sluice.prestarts")).isZero();
        assertThat(count("sluice.prestarts.used")).isZero();
    }

    @Test
    void startThatFailed_isCountedApart() {
        prestarts.started(SPEC, INSTANCE, false);
        prestarts.startFailed(SPEC, INSTANCE, "exit code 1");

        assertThat(count("sluice.prestarts.failed")).isEqualTo(1);
        assertThat(count("sluice.prestarts.wasted")).isZero();
    }
}
