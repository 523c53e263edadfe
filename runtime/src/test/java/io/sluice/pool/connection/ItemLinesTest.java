package io.sluice.pool.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pool.Payload;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ItemLinesTest {

    private static ItemLines lines(String type) {
        return Objects.requireNonNull(
                ItemLines.of(MultiMap.caseInsensitiveMultiMap().add("Content-Type", type)));
    }

    /** The items of a body that comes in pieces of so many bytes. */
    private static List<String> items(String type, String body, int size) {
        ItemLines lines = lines(type);
        List<Payload> items = new ArrayList<>();
        Buffer all = Buffer.buffer(body);
        for (int at = 0; at < all.length(); at += size) {
            items.addAll(lines.add(all.getBuffer(at, Math.min(all.length(), at + size))));
        }
        items.addAll(lines.end());
        return items.stream().map(item -> item.type() + " " + item.bytes()).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void linesOfJson_areItems_whateverPiecesTheyComeIn(int size) {
        assertThat(items("application/jsonl; charset=utf-8", "{\"a\":1}\n\n[2]\r\n\"ü\"", size))
                .containsExactly("JSON {\"a\":1}", "JSON [2]\r", "JSON \"ü\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void events_areItems_asJsonWhereTheyAre(int size) {
        assertThat(items(
                        "text/event-stream",
                        ": hello\nevent: item\nid: 7\ndata: {\"a\":1}\n\ndata:two\r\ndata: lines\r\n\r\ndata: 3",
                        size))
                .containsExactly("JSON {\"a\":1}", "TEXT two\nlines", "JSON 3");
    }

    @Test
    void bodyWithoutItems_hasNone() {
        assertThat(items("application/x-ndjson", "\n \n", 1)).isEmpty();
        assertThat(items("text/event-stream", ": nothing\n\n", 1)).isEmpty();
    }

    @Test
    void otherTypes_areNoItems() {
        assertThat(ItemLines.of(MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json")))
                .isNull();
        assertThat(ItemLines.of(MultiMap.caseInsensitiveMultiMap())).isNull();
    }

    @Test
    void size_isWhatWaitsForItsRest() {
        ItemLines lines = lines("text/event-stream");
        var unused = lines.add(Buffer.buffer("data: 12345\ndata: 6"));

        assertThat(lines.size()).isEqualTo("12345".length() + "data: 6".length());
    }
}
