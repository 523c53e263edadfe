package io.sluice.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.statistics.Statistics;
import io.sluice.predictor.statistics.StatisticsCodec;
import io.sluice.state.InMemoryStateTable;
import org.junit.jupiter.api.Test;

final class StatisticsStoreTest {

    private static final long EPOCH = 690;

    private final InMemoryStateTable table = new InMemoryStateTable();

    private static byte[] statistics(String function) {
        Statistics statistics = new Statistics(EPOCH);
        statistics.function(function);
        return StatisticsCodec.encode(statistics);
    }

    @Test
    void whatAProcessWrote_isThereForTheNext() {
        StatisticsStore first = new StatisticsStore(table, "local", 1);
        first.save(EPOCH, statistics("demo/a"));
        first.save(EPOCH, statistics("demo/b"));

        assertThat(new StatisticsStore(table, "local", 2).load(EPOCH).functions())
                .containsOnlyKeys("demo/b");
        assertThat(first.load(EPOCH).functions()).as("its own").isEmpty();
    }

    @Test
    void nodesAndProcesses_areAddedUp() {
        new StatisticsStore(table, "local", 1).save(EPOCH, statistics("demo/a"));
        new StatisticsStore(table, "other", 1).save(EPOCH, statistics("demo/b"));

        assertThat(new StatisticsStore(table, "local", 2).load(EPOCH).functions())
                .containsOnlyKeys("demo/a", "demo/b");
    }

    @Test
    void whatOthersWroteSince_isNewsOnce() {
        StatisticsStore here = new StatisticsStore(table, "local", 1);
        StatisticsStore there = new StatisticsStore(table, "other", 1);
        there.save(EPOCH, statistics("demo/a"));
        here.load(EPOCH);
        here.save(EPOCH, statistics("demo/own"));
        assertThat(here.news(EPOCH)).isEmpty();

        there.save(EPOCH, statistics("demo/b"));

        assertThat(here.news(EPOCH))
                .hasValueSatisfying(news -> assertThat(news.functions()).containsOnlyKeys("demo/b"));
        assertThat(here.news(EPOCH)).isEmpty();
    }

    @Test
    void whatCannotBeRead_isSetAside() {
        table.put("local/1/690", "1 bm90IHN0YXRpc3RpY3M=");
        table.put("local/2/690", "not base64!");
        table.put("rubbish", "1 AAAA");

        assertThat(new StatisticsStore(table, "local", 3).load(EPOCH).functions())
                .isEmpty();
        assertThat(table.load()).containsOnlyKeys("aside/local/1/690", "aside/local/2/690", "aside/rubbish");
        assertThat(new StatisticsStore(table, "local", 4).load(EPOCH).functions())
                .isEmpty();
    }

    @Test
    void whatIsTooOld_isForgotten() {
        new StatisticsStore(table, "local", 1).save(EPOCH - 3, statistics("demo/a"));

        assertThat(new StatisticsStore(table, "local", 2).load(EPOCH).functions())
                .isEmpty();
        assertThat(table.load()).isEmpty();
    }
}
