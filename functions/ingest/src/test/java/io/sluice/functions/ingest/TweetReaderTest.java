package io.sluice.functions.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TweetReaderTest {

    private final TweetReader reader = new TweetReader(3);

    @Test
    void reader_ofJsonLines_findsAllFields() {
        assertThat(
                        reader.read(
                                "{\"id\":7,\"text\":\"a\",\"label\":\"neutral\",\"created_at\":\"2026\"}\n\n{\"text\":\"b\"}\n"))
                .containsExactly(new Tweet("7", "a", "neutral", "2026"), new Tweet("2", "b", null, null));
    }

    @Test
    void reader_ofAJsonArray_takesObjectsAndTexts() {
        assertThat(reader.read("[{\"text\":\"a\"},\"b\"]"))
                .containsExactly(new Tweet("1", "a", null, null), new Tweet("2", "b", null, null));
    }

    @Test
    void reader_ofCsv_understandsQuotes() {
        assertThat(reader.read("id,text,label\n9,\"a, \"\"b\"\"\nc\",positive\n"))
                .containsExactly(new Tweet("9", "a, \"b\"\nc", "positive", null));
    }

    @Test
    void reader_ofTsv_withAndWithoutHeader() {
        assertThat(reader.read("neutral\t\"a\" tweet\n"))
                .containsExactly(new Tweet("1", "\"a\" tweet", "neutral", null));
        assertThat(reader.read("text\tid\na\t5\n")).containsExactly(new Tweet("5", "a", null, null));
    }

    @Test
    void reader_ofNothing_findsNothing() {
        assertThat(reader.read(" \n")).isEmpty();
    }

    @Test
    void reader_ofBadRows_namesThem() {
        assertThatThrownBy(() -> reader.read("{\"text\":\"a\"}\n{\"id\":1}"))
                .hasMessage("row 2: must have a text, has none");
        assertThatThrownBy(() -> reader.read("{\"text\":\"a\"}\n{oops"))
                .hasMessageContaining("row 2, line 2: must be JSON");
        assertThatThrownBy(() -> reader.read("id\ttext\n1\n"))
                .hasMessage("line 2: must have 2 columns (id, text), has 1");
        assertThatThrownBy(() -> reader.read("hello\nworld"))
                .hasMessageContaining("column 'text', starts with 'hello'");
    }

    @Test
    void reader_ofTooManyRows_namesTheLimit() {
        assertThatThrownBy(() -> reader.read("text\na\nb\nc\nd\n"))
                .hasMessage("input must have at most 3 rows (INGEST_MAX_ROWS), has more");
    }
}
