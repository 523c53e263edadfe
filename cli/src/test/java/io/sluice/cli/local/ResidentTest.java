package io.sluice.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentTest {

    @Test
    void of_kernelsStatus_isTheResidentSizeInMib() {
        assertThat(Resident.of(List.of("VmPeak:\t  999999 kB", "VmRSS:\t  153600 kB", "Threads:\t3")))
                .isEqualTo(150);
    }

    @Test
    void of_statusWithoutIt_isNothing() {
        assertThat(Resident.of(List.of("Name:\tzombie"))).isZero();
    }
}
