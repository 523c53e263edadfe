package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CaffeineLookupsTest {

    private final CaffeineLookups<Integer> lengths = new CaffeineLookups<>();
    private final List<String> read = new ArrayList<>();

    private int length(String text) {
        return lengths.of(text, () -> {
            read.add(text);
            return text.length();
        });
    }

    @Test
    void text_isReadOnce() {
        assertThat(length("abc")).isEqualTo(3);
        assertThat(length("abc")).isEqualTo(3);
        assertThat(length("ab")).isEqualTo(2);

        assertThat(read).containsExactly("abc", "ab");
    }

    @Test
    void textThatCannotBeRead_isReadAgain() {
        assertThatThrownBy(() -> lengths.of("x", () -> {
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(length("x")).isEqualTo(1);
    }

    @Test
    void longTexts_areNotKept() {
        String text = "x".repeat(10_000);

        length(text);
        length(text);

        assertThat(read).hasSize(2);
    }

    @Test
    void manyTexts_areNotAllKept() {
        IntStream.range(0, 20_000).forEach(i -> length("text " + i));
        read.clear();

        IntStream.range(0, 20_000).forEach(i -> length("text " + i));

        assertThat(read).hasSizeGreaterThan(15_000);
    }
}
