package io.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.bench.LoadOptions;
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
}
