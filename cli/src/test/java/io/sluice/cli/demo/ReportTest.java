package io.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.console.Json;
import io.sluice.cli.demo.Report.Labelled;
import io.sluice.cli.demo.Report.Quality;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void measure_labels_averagesTheRecallOfEach() {
        List<Labelled> tweets = List.of(
                new Labelled("a", "positive", 1, "positive"),
                new Labelled("b", "positive", 1, "positive"),
                new Labelled("c", "positive", 1, "positive"),
                new Labelled("d", "positive", 1, "negative"));

        assertThat(Report.measure(tweets)).isEqualTo(new Quality(4, 0.75, 0.5));
    }

    @Test
    void measure_noLabels_isNothing() {
        assertThat(Report.measure(List.of(new Labelled("a", "positive", 1, null))))
                .isNull();
    }

    @Test
    void counts_labels_areCounted() {
        assertThat(Report.counts(List.of(new Labelled("a", "x", 1, null), new Labelled("b", "x", 1, null))))
                .isEqualTo(Map.of("x", 2));
    }

    @Test
    void tweetsOf_textsAndObjects_areRead() throws Exception {
        assertThat(Tweet.of(Json.MAPPER.readTree("[\"a\", {\"text\":\"b\",\"label\":\"Positive\"}, {\"text\":\" \"}]")))
                .containsExactly(new Tweet("a", Optional.empty()), new Tweet("b", Optional.of("positive")));
    }
}
