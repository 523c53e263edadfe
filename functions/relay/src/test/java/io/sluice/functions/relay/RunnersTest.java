package io.sluice.functions.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RunnersTest {

    @Test
    void after_putsTheCallerBeforeThoseItCalled() {
        assertThat(Runners.after("second", List.of(List.of("third", "fourth"), List.of("side"))))
                .containsExactly("second", "third", "fourth", "side");
    }
}
