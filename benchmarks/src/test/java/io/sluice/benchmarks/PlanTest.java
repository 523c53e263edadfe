package io.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.bench.LoadOptions;
import io.sluice.cli.failure.CliFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static Plan plan(String... only) {
        return new Plan(new LoadOptions(), 1, List.of(only), Optional.empty());
    }

    @Test
    void wants_nothingNamed_isEverything() {
        assertThat(plan().wants(Names.CHAIN)).isTrue();
    }

    @Test
    void wants_partsOfNames_areThoseThatHaveOne() {
        assertThat(plan("chain", "lean").wants(Names.CALL_LEAN)).isTrue();
        assertThat(plan("chain", "lean").wants(Names.CHAIN)).isTrue();
        assertThat(plan("chain", "lean").wants(Names.CALL)).isFalse();
    }

    @Test
    void check_nothingThatIsMeasured_saysWhatThereIs() {
        assertThatThrownBy(() -> plan("chian").check())
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("'chian'")
                .hasMessageContaining(Names.CHAIN);
    }
}
