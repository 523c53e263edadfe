package io.sluice.gateway.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.BadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PageTest {

    private static final List<Integer> ALL = IntStream.range(0, 120).boxed().toList();

    private static Page<Integer> page(@Nullable Integer limit, @Nullable String marker) {
        return Page.of(ALL, limit, marker, String::valueOf, entry -> entry);
    }

    @Test
    void of_followedByItsMarkers_givesEachEntryOnce() {
        List<Integer> seen = new ArrayList<>();
        String marker = null;
        do {
            Page<Integer> page = page(null, marker);
            assertThat(page.results()).hasSizeLessThanOrEqualTo(50);
            seen.addAll(page.results());
            marker = page.marker();
        } while (marker != null);

        assertThat(seen).isEqualTo(ALL);
    }

    @Test
    void of_limitThatFitsExactly_isTheLast() {
        assertThat(page(120, "").marker()).isNull();
        assertThat(page(1, "118").results()).containsExactly(119);
    }

    @Test
    void of_unknownMarkerOrLimit_isRefused() {
        assertThatThrownBy(() -> page(null, "x")).isInstanceOf(BadRequest.class).hasMessageContaining("'x'");
        assertThatThrownBy(() -> page(0, null)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> page(1_001, null)).hasMessageContaining("1 to 1000");
    }
}
