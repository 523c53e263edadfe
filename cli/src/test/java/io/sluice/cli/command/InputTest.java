package io.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.ContentType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -           | {"a": [1]} | JSON
            -           | "text"     | JSON
            -           | 12         | JSON
            -           | 1 2        | TEXT
            -           | hello      | TEXT
            -           | {"a"       | TEXT
            @tweet.txt  | {"a": 1}   | TEXT
            @tweet.TXT  | 12         | TEXT
            @tweet.json | hello      | JSON
            @tweet      | hello      | TEXT
            """, quoteCharacter = '`')
    void guess_nameAndContent_giveTheType(String data, String content, ContentType type) {
        assertThat(Input.guess(data, content.getBytes(StandardCharsets.UTF_8))).isEqualTo(type);
    }

    @Test
    void guess_bytesThatAreNoText_areBinary() {
        assertThat(Input.guess("-", new byte[] {(byte) 0xff, 0, 1})).isEqualTo(ContentType.BINARY);
    }

    @Test
    void guess_nothing_isText() {
        assertThat(Input.guess("-", new byte[0])).isEqualTo(ContentType.TEXT);
    }
}
