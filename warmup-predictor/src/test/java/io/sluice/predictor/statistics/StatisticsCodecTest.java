package io.sluice.predictor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsCodecTest {

    private final byte[] bytes = StatisticsCodec.encode(RandomStatistics.of(new Random(1), 200));

    @Test
    void decode_whatWasEncoded_saysTheSame() throws Exception {
        Statistics decoded = StatisticsCodec.decode(bytes);

        assertThat(StatisticsCodec.encode(decoded)).isEqualTo(bytes);
        assertThat(decoded.edges())
                .isEqualTo(RandomStatistics.of(new Random(1), 200).edges());
    }

    @Test
    void decode_anotherVersion_isRefusedWithBothVersionsAndWhatToDo() {
        ByteBuffer.wrap(bytes).putInt(4, 7);

        assertThatExceptionOfType(StatisticsFormatException.class)
                .isThrownBy(() -> StatisticsCodec.decode(bytes))
                .withMessage(
                        "statistics: format version must be 1, was 7; set them aside, what they say is learned anew");
    }

    @Test
    void decode_somethingElse_isRefused() {
        assertThatExceptionOfType(StatisticsFormatException.class)
                .isThrownBy(
                        () -> StatisticsCodec.decode("what is this".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .withMessageContaining("first bytes");
    }

    @Test
    void decode_cutOff_isRefusedWhereverItIs() {
        for (int length = 0; length < bytes.length; length += 13) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(StatisticsFormatException.class).isThrownBy(() -> StatisticsCodec.decode(cut));
        }
    }

    @Test
    void decode_damaged_isRefusedOrRead() {
        Random random = new Random(2);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                assertThat(StatisticsCodec.decode(damaged).edges()).isLessThanOrEqualTo(Statistics.MAX_EDGES);
            } catch (StatisticsFormatException e) {
                assertThat(e).hasMessageStartingWith("statistics: ");
            }
        }
    }
}
