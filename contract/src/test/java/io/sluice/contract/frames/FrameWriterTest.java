package io.sluice.contract.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameWriterTest {

    private final FrameWriter writer = new FrameWriter();

    private String hex(int flags, int payload) {
        writer.end(flags, payload);
        return HexFormat.of().formatHex(Arrays.copyOf(writer.array(), writer.length()));
    }

    private Fields fields() {
        writer.end(0, 0);
        return Frames.read(Arrays.copyOf(writer.array(), writer.length()))
                .getFirst()
                .fields();
    }

    @Test
    void header_hasLengthKindFlagsHeadAndCall() {
        writer.begin(FrameKind.CHUNK, 0x1_0203).number(Field.CREDIT, 7);

        assertThat(hex(FrameFormat.MORE, 0x100))
                .isEqualTo("00000110" + "05" + "01" + "0004" + "0000000000010203" + "0d000107");
    }

    @Test
    void secondFrame_hasNothingOfTheFirst() {
        writer.begin(FrameKind.CALL, -1).text(Field.TARGET, "x");
        writer.end(FrameFormat.MORE, 5);
        writer.begin(FrameKind.PING, 0);

        assertThat(hex(0, 0)).isEqualTo("0000000c" + "08" + "00" + "0000" + "0000000000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0d000100",
        "255, 0d0001ff",
        "256, 0d000400000100",
        "4294967295, 0d0004ffffffff",
        "4294967296, 0d00080000000100000000",
        "9223372036854775807, 0d00087fffffffffffffff",
        "-1, 0d000100"
    })
    void numbers_haveAsManyBytesAsTheyNeed(long number, String head) {
        writer.begin(FrameKind.WINDOW, 0).number(Field.CREDIT, number);

        assertThat(hex(0, 0)).endsWith(head);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shout", "grüße", "日本", "a\ud83d\ude00b"})
    void texts_comeBackAsTheyWere(String text) {
        writer.begin(FrameKind.CALL, 1).text(Field.REASON, text).text(Field.TARGET, "after");

        assertThat(fields().text(Field.REASON)).isEqualTo(text);
        assertThat(fields().text(Field.TARGET)).isEqualTo("after");
    }

    @Test
    void textThatIsNull_isLeftOut() {
        writer.begin(FrameKind.CALL, 1).text(Field.REASON, null);

        assertThat(fields().text(Field.REASON)).isNull();
    }

    @Test
    void anyFields_comeBackAsTheyWere() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            long number = random.nextLong() >>> (1 + random.nextInt(63));
            String text = random.ints(random.nextInt(2000), 0, 0xd800)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            writer.begin(FrameKind.CALL, 1).text(Field.BAGGAGE, text).number(Field.TIMEOUT, number);

            assertThat(fields().text(Field.BAGGAGE)).isEqualTo(text);
            assertThat(fields().number(Field.TIMEOUT, -1)).isEqualTo(number);
        }
    }

    @Test
    void head_thatIsTooLong_isRefusedByItsLength_andTheNextIsNot() {
        writer.begin(FrameKind.CALL, 1).text(Field.BAGGAGE, "b".repeat(65_532));
        assertThat(fields().text(Field.BAGGAGE)).hasSize(65_532);

        writer.begin(FrameKind.CALL, 1).text(Field.BAGGAGE, "b".repeat(65_000));
        assertThatThrownBy(() -> writer.text(Field.TRACE_STATE, "ü".repeat(300)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the head of a frame has at most 65535 bytes, with field 5 it would have 65606");

        writer.begin(FrameKind.CALL, 1).text(Field.TARGET, "x");
        assertThat(fields().text(Field.TARGET)).isEqualTo("x");
    }
}
