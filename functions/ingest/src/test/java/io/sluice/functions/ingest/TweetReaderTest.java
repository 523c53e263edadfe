package io.sluice.functions.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
    void reader_ofAByteOrderMark_passesOverIt() {
        assertThat(reader.read("\uFEFFtext,id\na,5\n")).containsExactly(new Tweet("5", "a", null, null));
        assertThat(reader.read("\uFEFFlabel\ttext\nneutral\ta\n"))
                .containsExactly(new Tweet("2", "a", "neutral", null));
        assertThat(reader.read("\uFEFF{\"text\":\"a\"}")).containsExactly(new Tweet("1", "a", null, null));
    }

    @Test
    void reader_ofCarriageReturnsAndEmptyLines_passesOverThem() {
        assertThat(reader.read("\r\ntext,label\r\n\r\na,neutral\r\n\r\n\"b\r\nc\",\r\n"))
                .containsExactly(new Tweet("1", "a", "neutral", null), new Tweet("2", "b\r\nc", null, null));
        assertThat(reader.read("\r\ntext\tid\r\na\t5\r\n\r\n")).containsExactly(new Tweet("5", "a", null, null));
        assertThat(reader.read("\r\n{\"text\":\"a\"}\r\n\r\n")).containsExactly(new Tweet("1", "a", null, null));
    }

    @Test
    void reader_ofQuotedHeadersAndColumnsItDoesNotKnow_findsItsOwn() {
        assertThat(reader.read("\"lang\",\"text\",\"id\"\nen,a,5\n")).containsExactly(new Tweet("5", "a", null, null));
        assertThat(reader.read("id, text , label\n5,a,\n")).containsExactly(new Tweet("5", "a", null, null));
        assertThat(reader.read("id\tlang\ttext\tlabel\n5\ten\ta\tpositive\n"))
                .containsExactly(new Tweet("5", "a", "positive", null));
    }

    @Test
    void reader_ofALabelledRowWithTabsInItsText_keepsThem() {
        assertThat(reader.read("positive\ta\tb\n")).containsExactly(new Tweet("1", "a\tb", "positive", null));
        assertThat(reader.read("\ta\n")).containsExactly(new Tweet("1", "a", null, null));
    }

    @Test
    void reader_ofCsvWithABadRow_namesIt() {
        assertThatThrownBy(() -> reader.read("id,text\n1,a\n2,b,c\n")).hasMessageStartingWith("row 2: must be CSV, ");
        assertThatThrownBy(() -> reader.read("id,text\n1,\"a\n")).hasMessageStartingWith("row 1: must be CSV, ");
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
        for (var rows : List.of(
                "text\na\nb\nc\nd\n",
                "neutral\ta\n".repeat(4),
                "{\"text\":\"a\"}\n".repeat(4),
                "[\"a\",\"b\",\"c\",\"d\"]")) {
            assertThatThrownBy(() -> reader.read(rows))
                    .as(rows)
                    .hasMessage("input must have at most 3 rows (INGEST_MAX_ROWS), has more");
        }
    }
}
