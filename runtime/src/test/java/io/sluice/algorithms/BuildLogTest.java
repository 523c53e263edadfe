package io.sluice.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BuildLogTest {

    private final List<String> told = new ArrayList<>();
    private final BuildLog log = new BuildLog(told::add);

    @Test
    void add_severalLines_tellsEachAndKeepsAll() {
        log.add("one\ntwo");

        assertThat(told).containsExactly("one", "two");
        assertThat(log.text()).isEqualTo("one\ntwo\n");
    }

    @Test
    void add_muchMoreThanIsKept_keepsTheEnd() {
        for (int i = 0; i < 100_000; i++) {
            log.add("line " + i);
        }

        assertThat(log.text()).hasSizeLessThan(66_000).startsWith("...\n").endsWith("line 99999\n");
    }

    @Test
    void add_endlessLine_isCut() {
        log.add("x".repeat(1_000_000));

        assertThat(log.text()).hasSizeLessThan(5_000);
    }
}
