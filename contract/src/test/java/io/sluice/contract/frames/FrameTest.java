package io.sluice.contract.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameTest {

    private final Frame frame = new Frame();

    @Test
    void frame_saysWhatItsBytesSay() throws BrokenFrame {
        byte[] bytes = Frames.frame(
                FrameKind.RESULT, 0x0102_0304_0506_0708L, FrameFormat.MORE, 3, head -> head.number(Field.DURATION, 5));
        bytes[bytes.length - 1] = 42;

        assertThat(frame.read(bytes, 0)).isTrue();
        assertThat(frame.kind()).isEqualTo(FrameKind.RESULT);
        assertThat(frame.call()).isEqualTo(0x0102_0304_0506_0708L);
        assertThat(frame.more()).isTrue();
        assertThat(frame.abort()).isFalse();
        assertThat(frame.fields().number(Field.DURATION, 0)).isEqualTo(5);
        assertThat(frame.payload()).containsExactly(0, 0, 42);
    }

    @Test
    void payload_isACopy() throws BrokenFrame {
        byte[] bytes = Frames.frame(FrameKind.CALL, 1, 0, 2);
        frame.read(bytes, 0);
        byte[] payload = frame.payload();
        bytes[bytes.length - 1] = 1;

        assertThat(payload).containsExactly(0, 0);
    }

    @ParameterizedTest
    @EnumSource
    void kind_isFoundByItsNumber(FrameKind kind) {
        assertThat(FrameKind.of(kind.code())).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 15, 16, 127})
    void kindBelow128_thatIsNotKnown_breaksTheStream(int kind) {
        byte[] bytes = Frames.frame(FrameKind.CALL, 1);
        bytes[4] = (byte) kind;

        assertThatThrownBy(() -> frame.read(bytes, 0))
                .isInstanceOf(BrokenFrame.class)
                .hasMessage("frames of kind " + kind + " are not of this version");
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 200, 255})
    void kindFrom128On_isSkipped(int kind) throws BrokenFrame {
        byte[] bytes = Frames.frame(FrameKind.CALL, 1, 0, 50);
        bytes[4] = (byte) kind;
        bytes[5] = (byte) 0xff;

        assertThat(frame.read(bytes, 0)).isFalse();
    }

    @Test
    void head_beyondItsFrame_breaksTheStream() {
        byte[] bytes = Frames.frame(FrameKind.CALL, 1, 0, 5);
        bytes[7] = 6;

        assertThatThrownBy(() -> frame.read(bytes, 0))
                .hasMessage("a frame of 21 bytes has a head of 6, which leaves -1 bytes of payload; 0 to 65536 are"
                        + " allowed");
    }

    @Test
    void payload_thatIsLongerThanPayloadsOfFrames_breaksTheStream() {
        assertThatThrownBy(() -> frame.read(Frames.frame(FrameKind.CALL, 1, 0, 65_537), 0))
                .hasMessageContaining("65537 bytes of payload");
    }

    @ParameterizedTest
    @CsvSource({
        "HELLO, 1",
        "CALL, 2",
        "CALL, 3",
        "RESULT, 2",
        "FAILURE, 2",
        "CHUNK, 3",
        "CHUNK, 4",
        "CHUNK, 128",
        "WINDOW, 1",
        "CANCEL, 1",
        "PING, 1",
        "PONG, 2",
        "GOODBYE, 1"
    })
    void flags_thatAKindMayNotHave_breakTheStream(FrameKind kind, int flags) {
        assertThatThrownBy(() -> frame.read(Frames.frame(kind, 1, flags, 0), 0))
                .hasMessage("a " + kind + " has the flags " + flags + ", which it may not have in this version");
    }

    @ParameterizedTest
    @EnumSource(names = {"HELLO", "WINDOW", "CANCEL", "PING", "PONG", "GOODBYE"})
    void payload_ofAKindWithoutOne_breaksTheStream(FrameKind kind) {
        assertThatThrownBy(() -> frame.read(Frames.frame(kind, 1, 0, 3), 0))
                .hasMessage("a " + kind + " has no payload, this one has 3 bytes");
    }

    @Test
    void chunk_thatIsEmptyAndNotTheLast_breaksTheStream() throws BrokenFrame {
        assertThatThrownBy(() -> frame.read(Frames.frame(FrameKind.CHUNK, 1, FrameFormat.MORE, 0), 0))
                .hasMessage("a CHUNK that is not the last is empty");
        assertThat(frame.read(Frames.frame(FrameKind.CHUNK, 1, 0, 0), 0)).isTrue();
        assertThat(frame.read(Frames.frame(FrameKind.CALL, 1, FrameFormat.MORE, 0), 0))
                .isTrue();
    }
}
