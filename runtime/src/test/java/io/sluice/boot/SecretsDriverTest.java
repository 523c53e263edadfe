package io.sluice.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.FunctionName;
import io.sluice.pool.Instance;
import io.sluice.pool.InstanceDriver;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.registry.Secrets;
import io.sluice.state.InMemoryStateTable;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SecretsDriverTest {

    private static final InstanceSpec SPEC = new InstanceSpec(
            "demo/a",
            "1.0.0",
            "java",
            Path.of("none"),
            Path.of("none"),
            "a",
            1,
            1,
            Duration.ofSeconds(1),
            Map.of("GREETING", "hi", "TOKEN", "from the manifest"));

    private final Secrets secrets = new Secrets(new InMemoryStateTable());
    private final List<InstanceSpec> started = new ArrayList<>();

    private final InstanceDriver driver = new SecretsDriver(
            new InstanceDriver() {
                @Override
                public Uni<Instance> start(InstanceId id, InstanceSpec spec) {
                    started.add(spec);
                    return Uni.createFrom().nothing();
                }

                @Override
                public Uni<Void> close() {
                    return Uni.createFrom().voidItem();
                }
            },
            secrets);

    @Test
    void start_addsTheSecretsOfThatMoment() {
        secrets.put(FunctionName.parse("demo/a"), "TOKEN", "secret");

        var unused = driver.start(new InstanceId("i-1"), SPEC);

        assertThat(started).singleElement().satisfies(spec -> {
            assertThat(spec.environment()).isEqualTo(Map.of("GREETING", "hi", "TOKEN", "secret"));
            assertThat(spec.label()).isEqualTo(SPEC.label());
            assertThat(spec.toString()).doesNotContain("secret");
        });
        assertThat(SPEC.environment()).containsEntry("TOKEN", "from the manifest");
    }
}
