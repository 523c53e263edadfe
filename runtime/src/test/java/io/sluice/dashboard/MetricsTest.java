package io.sluice.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.accounts.Caller;
import io.sluice.contract.ContentType;
import io.sluice.data.DataTraffic;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PayloadMemory;
import io.sluice.pool.PayloadRoom;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.results.ResultCache;
import io.sluice.results.ResultKey;
import io.sluice.results.Results;
import io.sluice.router.CacheOutcome;
import io.sluice.state.InMemoryStateTable;
import io.sluice.testing.Samples;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class MetricsTest {

    private static final FunctionVersion FUNCTION = Samples.version("demo/a", "1.0.0", "cache: {ttl: 60s}");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(registry);

    private double count(String name) {
        return registry.get(name)
                .tags("function", "demo/a", "version", "1.0.0")
                .counter()
                .count();
    }

    @Test
    void callsThatMayBeAnsweredFromTheCache_areCountedByWhatCameOfThem() {
        metrics.called(FUNCTION, CacheOutcome.MISS);
        metrics.called(FUNCTION, CacheOutcome.HIT);
        metrics.called(FUNCTION, CacheOutcome.HIT);
        metrics.called(FUNCTION, CacheOutcome.JOINED);
        metrics.called(FUNCTION, CacheOutcome.REFUSED);

        assertThat(count("sluice.results.misses")).isEqualTo(1);
        assertThat(count("sluice.results.hits")).isEqualTo(2);
        assertThat(count("sluice.results.joined")).isEqualTo(1);
        assertThat(count("sluice.results.refused")).isEqualTo(1);
    }

    @Test
    void keptResults_areShownWithWhatTheyTake() {
        FunctionRegistry functions = new FunctionRegistry(new InMemoryStateTable());
        functions.update(FUNCTION.name(), there -> FunctionRecord.first(FUNCTION));
        Results results = new Results(ResultCache.of(20_000, () -> 1), functions, () -> 1);
        metrics.watch(results);
        for (int i = 0; i < 100; i++) {
            Buffer input = Buffer.buffer(Integer.toString(i));
            ResultKey key = ResultKey.of(FUNCTION, new Caller("demo", false), ContentType.JSON, input);
            results.keep(key, ContentType.JSON, input, 0, List.of());
        }

        double entries = registry.get("sluice.results.entries").gauge().value();
        assertThat(entries).isBetween(1.0, 99.0);
        assertThat(registry.get("sluice.results.bytes").gauge().value()).isBetween(entries * 300, 20_000.0);
        assertThat(registry.get("sluice.results.evictions").functionCounter().count())
                .isEqualTo(100 - entries);
        functions.update(FUNCTION.name(), there -> null);
        results.dropOutdated();
        assertThat(registry.get("sluice.results.entries").gauge().value()).isZero();
        assertThat(registry.get("sluice.results.invalidations")
                        .functionCounter()
                        .count())
                .isEqualTo(entries);
    }

    @Test
    void refusedCalls_areCountedByFunction() {
        InstanceSpec spec = new InstanceSpec(
                "demo/a",
                "1.0.0",
                "java",
                Path.of("none"),
                Path.of("none"),
                "main",
                1,
                1,
                Duration.ofSeconds(1),
                Map.of());
        metrics.overloaded(spec);
        metrics.overloaded(spec);
        assertThat(registry.get("sluice.refusals")
                        .tags("function", "demo/a")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void data_showsWhatPassesAndHowOftenThereWasNoPlace() {
        DataTraffic traffic = new DataTraffic();
        metrics.show(traffic);

        traffic.begun();
        traffic.begun();
        traffic.ended();
        traffic.cameIn(10);
        traffic.wentOut(20);
        traffic.refused();

        assertThat(registry.get("sluice.data.requests").gauge().value()).isEqualTo(1);
        assertThat(registry.get("sluice.data.in.bytes").functionCounter().count())
                .isEqualTo(10);
        assertThat(registry.get("sluice.data.out.bytes").functionCounter().count())
                .isEqualTo(20);
        assertThat(registry.get("sluice.data.refusals").functionCounter().count())
                .isEqualTo(1);
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
