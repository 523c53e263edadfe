package io.sluice.predictor.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.report.Frontier.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierTest {

    private final Frontier frontier =
            Frontier.of(List.of(new Point(1.0, 100), new Point(0.5, 300), new Point(0.75, 320), new Point(0.2, 700)));

    @Test
    void of_pointThatIsWorseInBoth_isLeftOut() {
        assertThat(frontier.points()).containsExactly(new Point(0.2, 700), new Point(0.5, 300), new Point(1.0, 100));
    }

    @Test
    void wasteAt_betweenPoints_isOnTheLine() {
        assertThat(frontier.wasteAt(500)).hasValue(0.35);
        assertThat(frontier.wasteAt(300)).hasValue(0.5);
        assertThat(frontier.wasteAt(1000)).hasValue(0.2);
        assertThat(frontier.wasteAt(99)).isEmpty();
    }

    @Test
    void coldAt_betweenPoints_isOnTheLine() {
        assertThat(frontier.coldAt(0.75)).hasValue(200);
        assertThat(frontier.coldAt(1.0)).hasValue(100);
        assertThat(frontier.coldAt(9)).hasValue(100);
        assertThat(frontier.coldAt(0.1)).isEmpty();
    }
}
