package io.sluice.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultMemoryTest {

    @ParameterizedTest
    @CsvSource({
        // wanted, heap, given
        "0, 200, 0",
        "64, 200, 64",
        "100, 200, 100",
        "101, 200, 100",
        "100000000000, 200, 100",
    })
    void memory_isWhatIsWantedUpToHalfOfTheHeap(long wanted, long heap, long given) {
        assertThat(ResultMemory.of(wanted, heap)).isEqualTo(given);
    }
}
