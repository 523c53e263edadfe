package io.sluice.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pool.Instance.Exit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndVerdictTest {

    private static final long LIMIT = 64 << 20;

    @ParameterizedTest
    @CsvSource({
        "true, 0, stopped",
        "true, 143, stopped",
        "true, 137, killed by signal 9",
        "false, 143, killed by signal 15",
        "false, 0, exit code 0",
        "false, 3, exit code 3",
    })
    void end_withMemoryToSpare_isToldByItsCode(boolean stopping, int code, String reason) {
        assertThat(new EndVerdict(LIMIT, null, false, stopping).of(code, List.of()))
                .isEqualTo(new Exit(reason, false));
    }

    @Test
    void end_forItsMemory_isToldAsThat_whateverItsCode() {
        assertThat(new EndVerdict(LIMIT, "used 65 MiB of its 64 MiB", false, true).of(0, List.of()))
                .isEqualTo(new Exit("used 65 MiB of its 64 MiB", true));
        assertThat(new EndVerdict(LIMIT, null, true, false).of(137, List.of()))
                .isEqualTo(new Exit("used all of its 64 MiB and was killed by the kernel", true));
    }

    @ParameterizedTest
    @CsvSource({
        "Terminating due to java.lang.OutOfMemoryError: Java heap space, true",
        "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory, true",
        "java.lang.OutOfMemoryError was caught, false",
    })
    void lastWords_ofAFullHeap_areUnderstood(String line, boolean memory) {
        Exit exit = new EndVerdict(LIMIT, null, false, false).of(3, List.of("before", line));

        assertThat(exit.outOfMemory()).isEqualTo(memory);
    }
}
