package io.sluice.contract.frames;

import static io.sluice.contract.frames.Frames.frame;
import static io.sluice.contract.frames.Frames.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReaderTest {

    private static final byte[] THREE = join(
            frame(FrameKind.PING, 7),
            frame(FrameKind.CALL, 1, 0, 70, head -> head.text(Field.TARGET, "shout")),
            frame(FrameKind.PONG, 9));

    private final FrameReader reader = new FrameReader();
    private final List<byte[]> found = new ArrayList<>();

    private void read(byte[] bytes, int from, int length) throws BrokenFrame {
        reader.read(bytes, from, length, (source, at) -> {
            int size = 4 + (int) FrameReader.number(source, at, 4);
            found.add(Arrays.copyOfRange(source, at, at + size));
        });
    }

    @Test
    void frames_thatComeTogether_areFoundInTheirOrder() throws BrokenFrame {
        read(THREE, 0, THREE.length);

        assertThat(join(found.toArray(byte[][]::new))).isEqualTo(THREE);
        assertThat(found).hasSize(3);
        assertThat(reader.atFrameEnd()).isTrue();
    }

    @Test
    void frames_cutAnywhere_areFoundWhole() throws BrokenFrame {
        for (int cut = 0; cut <= THREE.length; cut++) {
            found.clear();
            read(THREE, 0, cut);
            read(THREE, cut, THREE.length - cut);

            assertThat(found).as("cut at %d", cut).hasSize(3);
            assertThat(join(found.toArray(byte[][]::new))).isEqualTo(THREE);
        }
    }

    @Test
    void frames_inPiecesOfAnySize_areFoundWhole() throws BrokenFrame {
        Random random = new Random(4);
        for (int round = 0; round < 500; round++) {
            found.clear();
            for (int at = 0; at < THREE.length; ) {
                int size = Math.min(random.nextInt(40), THREE.length - at);
                read(THREE, at, size);
                at += size;
            }
            assertThat(join(found.toArray(byte[][]::new))).isEqualTo(THREE);
        }
    }

    @Test
    void streamThatEndsInTheMiddle_isNotAtAFrameEnd() throws BrokenFrame {
        read(THREE, 0, 3);
        assertThat(reader.atFrameEnd()).isFalse();

        read(THREE, 3, 13);
        assertThat(reader.atFrameEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 11, 131_084, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL})
    void length_thatNoFrameHas_breaksTheStream(long length) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) (length >>> (24 - 8 * i));
        }

        assertThatThrownBy(() -> read(bytes, 0, bytes.length))
                .hasMessage("a frame has 16 to 131087 bytes, the length of this one says " + (length + 4));
        assertThatThrownBy(() -> new FrameReader().read(bytes, 0, 4, (source, at) -> {}))
                .isInstanceOf(BrokenFrame.class);
    }

    @Test
    void longestFrame_isFound() throws BrokenFrame {
        byte[] longest = new byte[131_087];
        longest[1] = 2;
        longest[2] = 0;
        longest[3] = 11;
        for (int at = 0; at < longest.length; at += 1000) {
            read(longest, at, Math.min(1000, longest.length - at));
        }

        assertThat(found).singleElement().isEqualTo(longest);
    }
}
