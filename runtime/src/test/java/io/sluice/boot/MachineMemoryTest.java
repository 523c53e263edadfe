package io.sluice.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MachineMemoryTest {

    private static final long MIB = 1 << 20;

    @Test
    void payloads_areAThirdOfTheHeapWhereNothingIsSet() {
        assertThat(MachineMemory.payloads(Optional.empty(), 1))
                .isEqualTo(Runtime.getRuntime().maxMemory() / 3);
    }

    @Test
    void payloads_holdTwoOfTheLargestBodiesAtLeast() {
        assertThat(MachineMemory.payloads(Optional.empty(), 1L << 40)).isEqualTo(2 * (1L << 40) + MIB);
        assertThatThrownBy(() -> MachineMemory.payloads(Optional.of(20 * MIB), 10 * MIB))
                .hasMessageContaining("sluice.gateway.payloads")
                .hasMessageContaining(Long.toString(21 * MIB))
                .hasMessageContaining(Long.toString(20 * MIB));
        assertThat(MachineMemory.payloads(Optional.of(21 * MIB), 10 * MIB)).isEqualTo(21 * MIB);
    }
}
