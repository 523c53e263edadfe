package io.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ArrivalTest {

    private static final List<Pipeline> PIPELINES =
            List.of(new Pipeline("one", "demo/a", List.of(), "1"), new Pipeline("two", "demo/b", List.of(), "2"));

    @Test
    void arrivals_takeTurnsAboutAGapApart() {
        List<Arrival> arrivals = Arrival.every(1000, 3, PIPELINES, 7);

        assertThat(arrivals)
                .extracting(it -> it.pipeline().name())
                .containsExactly("one", "two", "one", "two", "one", "two");
        assertThat(arrivals.getFirst().atMillis()).isZero();
        for (int i = 1; i < arrivals.size(); i++) {
            assertThat(arrivals.get(i).atMillis()).isBetween(500L * i, 500L * i + 100);
        }
        assertThat(Arrival.every(1000, 3, PIPELINES, 7)).isEqualTo(arrivals);
    }
}
