package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"null", " true ", "\"a\"", "-1.5e3", "{\"a\":[{}]}", "[]\n"})
    void wellFormedText_hasNoProblem(String text) {
        assertThat(JsonText.problem(Buffer.buffer(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | empty",
                "'  ' | empty",
                "{ | line: 1",
                "[1,] | line: 1",
                "{'a':1} | line: 1",
                "nul | line: 1",
                "\"abc | line: 1",
                "1 2 | more after",
                "{} x | line: 1",
                "NaN | line: 1",
            })
    void otherText_hasAProblemWithItsPlace(String text, String problem) {
        assertThat(JsonText.problem(Buffer.buffer(text)))
                .hasValueSatisfying(found -> assertThat(found).contains(problem));
    }

    @ParameterizedTest
    @ValueSource(bytes = {(byte) 0xff, (byte) 0xc3})
    void bytesThatAreNotUtf8_areAProblem(byte wrong) {
        assertThat(JsonText.problem(Buffer.buffer(new byte[] {'"', wrong, '"'})))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b\\c", "line\nline\t\u0000", "ü 漢 😀", "</script>"})
    void quotedText_readsBackTheSame(String text) throws IOException {
        assertThat(new ObjectMapper().readValue(JsonText.quoted(text), String.class))
                .isEqualTo(text);
    }
}
