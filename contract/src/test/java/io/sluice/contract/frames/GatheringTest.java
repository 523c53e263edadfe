package io.sluice.contract.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class GatheringTest {

    @Test
    void whole_isAllPiecesInOrder() throws BrokenFrame {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] payload = new byte[random.nextInt(1 << 20)];
            random.nextBytes(payload);
            Gathering gathering = new Gathering();
            for (int at = 0; at < payload.length; ) {
                int size = Math.min(1 + random.nextInt(FrameFormat.MAX_PAYLOAD), payload.length - at);
                gathering.add(payload, at, size);
                gathering.credit();
                at += size;
                assertThat(gathering.length()).isEqualTo(at);
            }
            assertThat(Arrays.equals(gathering.whole(), payload)).isTrue();
        }
    }

    @Test
    void piece_beyondTheCredit_isRefused() throws BrokenFrame {
        Gathering gathering = new Gathering();
        for (int i = 0; i < 4; i++) {
            gathering.add(new byte[FrameFormat.MAX_PAYLOAD], 0, FrameFormat.MAX_PAYLOAD);
        }
        assertThatThrownBy(() -> gathering.add(new byte[1], 0, 1))
                .isInstanceOf(BrokenFrame.class)
                .hasMessageContaining("1 bytes beyond");
        assertThat(gathering.credit()).isPositive();
    }
}
