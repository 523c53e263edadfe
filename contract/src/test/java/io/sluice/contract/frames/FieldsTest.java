package io.sluice.contract.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contract.ContentType;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldsTest {

    private static Fields read(String hex) throws BrokenFrame {
        byte[] head = HexFormat.of().parseHex(hex.replace(" ", ""));
        return Fields.read(head, 0, head.length);
    }

    @Test
    void texts_areUtf8() throws BrokenFrame {
        Fields fields = read("01 0003 c3a46f" + "0c 0000");

        assertThat(fields.text(Field.TARGET)).isEqualTo("äo");
        assertThat(fields.text(Field.REASON)).isEmpty();
        assertThat(fields.text(Field.INVOCATION)).isNull();
    }

    @Test
    void text_thatIsNotUtf8_hasReplacementCharacters() throws BrokenFrame {
        assertThat(read("01 0002 61ff").text(Field.TARGET)).isEqualTo("a\ufffd");
    }

    @ParameterizedTest
    @CsvSource({
        "02 0001 ff, 255",
        "02 0002 0102, 258",
        "02 0003 010000, 65536",
        "02 0008 7fffffffffffffff, 9223372036854775807",
        "02 0000, -7",
        "02 0008 8000000000000000, -7",
        "02 0009 000000000000000001, -7",
        "01 0001 05, -7"
    })
    void numbers_haveOneToEightBytesAndNoSign(String hex, long number) throws BrokenFrame {
        assertThat(read(hex).number(Field.TIMEOUT, -7)).isEqualTo(number);
    }

    @Test
    void field_thatIsThereTwice_countsOnce() throws BrokenFrame {
        assertThat(read("02 0001 05" + "02 0001 06").number(Field.TIMEOUT, 0)).isEqualTo(5);
    }

    @Test
    void attributes_areOfAnyNumber() throws BrokenFrame {
        byte[] frame = Frames.frame(FrameKind.CALL, 1, head -> head.attributes(Map.of("ce-id", "1", "ce-type", "a=b")));

        assertThat(Frames.read(frame).getFirst().fields().attributes())
                .isEqualTo(Map.of("ce-id", "1", "ce-type", "a=b"));
        assertThat(Fields.NONE.attributes()).isEmpty();
    }

    @Test
    void attributes_withoutAName_areLeftOut_andOfTwoTheFirstCounts() throws BrokenFrame {
        byte[] frame = Frames.frame(FrameKind.CALL, 1, head -> head.text(Field.ATTRIBUTE, "nothing")
                .text(Field.ATTRIBUTE, "=x")
                .text(Field.ATTRIBUTE, "")
                .text(Field.ATTRIBUTE, "a=1")
                .text(Field.ATTRIBUTE, "a=2"));

        assertThat(Frames.read(frame).getFirst().fields().attributes()).isEqualTo(Map.of("a", "1"));
    }

    @ParameterizedTest
    @EnumSource
    void contentType_isFoundByItsNumber(ContentType type) {
        byte[] frame = Frames.frame(FrameKind.CALL, 1, head -> head.contentType(type));

        assertThat(Frames.read(frame).getFirst().fields().contentType()).isEqualTo(type);
    }

    @Test
    void contentType_thatIsNone_isNull() throws BrokenFrame {
        assertThat(read("03 0001 04").contentType()).isNull();
        assertThat(read("03 0008 0000000100000001").contentType()).isNull();
        assertThat(Fields.NONE.contentType()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "01 00", "01 0001", "01 0002 61", "02 0001 05 02 ffff 00"})
    void field_thatEndsBeyondItsHead_breaksTheStream(String hex) {
        assertThatThrownBy(() -> read(hex))
                .isInstanceOf(BrokenFrame.class)
                .hasMessageMatching("a field ends beyond its head of \\d+ bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 18, 127})
    void fieldBelow128_thatIsNotKnown_breaksTheStream(int tag) {
        assertThatThrownBy(() -> read(HexFormat.of().toHexDigits((byte) tag) + "0000"))
                .hasMessage("field " + tag + " is not one of this version");
    }

    @Test
    void fieldFrom128On_isSkipped() throws BrokenFrame {
        assertThat(read("80 0002 0102" + "ff 0000" + "02 0001 05").number(Field.TIMEOUT, 0))
                .isEqualTo(5);
    }
}
