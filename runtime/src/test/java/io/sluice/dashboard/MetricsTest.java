package io.sluice.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PayloadMemory;
import io.sluice.pool.PayloadRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class MetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(registry);

    @Test
    void refusedCalls_areCountedByFunction() {
        InstanceSpec spec = new InstanceSpec(
                "demo/a", "1.0.0", "java", Path.of("none"), "main", 1, 1, Duration.ofSeconds(1), Map.of());
        metrics.overloaded(spec);
        metrics.overloaded(spec);
        assertThat(registry.get("sluice.refusals")
                        .tags("function", "demo/a")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void payloadMemory_showsWhatIsTakenAndHowOftenThereWasNone() {
        PayloadMemory memory = new PayloadMemory(1 << 20);
        metrics.show(memory);
        PayloadRoom room = Objects.requireNonNull(memory.open("a"));
        assertThat(room.input(1 << 20)).isFalse();
        assertThat(registry.get("sluice.payload.bytes").gauge().value()).isPositive();
        assertThat(registry.get("sluice.payload.limit.bytes").gauge().value()).isEqualTo(1 << 20);
        assertThat(registry.get("sluice.payload.refusals").functionCounter().count())
                .isEqualTo(1);
    }
}
