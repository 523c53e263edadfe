package io.sluice.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void text_wideTerminal_isAsWideAsTheCells() {
        assertThat(new Table("A", "B").row("long cell", 1).text(Integer.MAX_VALUE, false))
                .isEqualTo("A          B\nlong cell  1\n");
    }

    @Test
    void text_narrowTerminal_wrapsTheWidestColumn() {
        assertThat(new Table("A", "B")
                        .row("x", "one two three four five six")
                        .text(20, false)
                        .lines())
                .allMatch(line -> line.length() <= 20)
                .hasSizeGreaterThan(2);
    }

    @Test
    void text_colours_makeTheHeadingBold() {
        assertThat(new Table("A").row("x").text(80, true)).contains("\u001b[1m").contains("x");
    }

    @Test
    void text_withoutColours_hasNoEscapes() {
        assertThat(new Table("A").row("").text(80, false)).doesNotContain("\u001b");
    }
}
