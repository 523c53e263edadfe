package io.sluice.predictor.policy.catalog;

import static io.sluice.predictor.simulator.Traces.call;
import static io.sluice.predictor.simulator.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PolicyCatalogTest {

    private static final PolicySettings SETTINGS =
            new PolicySettings(Duration.ofMinutes(10), null, Long.MAX_VALUE, 0, 1, trace(10, call("f", 0, 1)));

    @Test
    void create_everyPolicy_isCalledAsItSays() {
        assertThat(PolicyCatalog.names()).doesNotHaveDuplicates().contains("fixed", "hybrid", "oracle");
        assertThat(PolicyCatalog.names())
                .allSatisfy(name ->
                        assertThat(PolicyCatalog.create(name, SETTINGS).name()).isEqualTo(name));
    }

    @Test
    void create_unknownPolicy_saysWhichThereAre() {
        assertThatThrownBy(() -> PolicyCatalog.create("clever", SETTINGS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("policy 'clever' isn't known; known are learned, fixed, reactive, hybrid");
    }

    @Test
    void entries_thatKnowTheFuture_areBounds() {
        assertThat(PolicyCatalog.entries())
                .filteredOn(PolicyCatalog.Entry::bound)
                .extracting(PolicyCatalog.Entry::name)
                .containsExactly("offline", "clairvoyant", "oracle");
    }

    @Test
    void create_competitors_needNoFuture() {
        assertThat(PolicyCatalog.entries()).filteredOn(entry -> !entry.bound()).allSatisfy(entry -> {
            WarmupPolicy policy = PolicyCatalog.create(entry.name(), PolicySettings.DEFAULT);
            assertThat(policy.name()).isEqualTo(entry.name());
        });
    }
}
