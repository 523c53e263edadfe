package io.sluice.pool.connection;

import io.sluice.contract.ContentType;
import io.sluice.pool.Payload;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the items in a body that comes in pieces: a line of JSON each, or the data of a server-sent event, as JSON where it is. */
final class ItemLines {

    private static final String DATA = "data:";

    private final boolean events;
    private Buffer rest = Buffer.buffer();
    private @Nullable StringBuilder data;

    private ItemLines(boolean events) {
        this.events = events;
    }

    /** For an answer with those headers; null where that is no list of items. */
    static @Nullable ItemLines of(MultiMap headers) {
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        return switch (type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
            case "application/jsonl", "application/x-ndjson" -> new ItemLines(false);
            case "text/event-stream" -> new ItemLines(true);
            default -> null;
        };
    }

    /** The items that are whole now. */
    List<Payload> add(Buffer piece) {
        List<Payload> items = new ArrayList<>();
        Buffer all = rest.length() == 0 ? piece : rest.appendBuffer(piece);
        int from = 0;
        for (int at = 0; at < all.length(); at++) {
            if (all.getByte(at) == '\n') {
                line(all.getBuffer(from, at), items);
                from = at + 1;
            }
        }
        rest = all.getBuffer(from, all.length());
        return items;
    }

    /** What is left at the end of the body. */
    List<Payload> end() {
        List<Payload> items = new ArrayList<>();
        line(rest, items);
        if (events) {
            line(Buffer.buffer(), items);
        }
        rest = Buffer.buffer();
        return items;
    }

    /** How many bytes wait for the rest of their item. */
    int size() {
        return rest.length() + (data == null ? 0 : data.length());
    }

    private void line(Buffer line, List<Payload> items) {
        if (events) {
            event(line.toString().stripTrailing(), items);
        } else if (!line.toString().isBlank()) {
            items.add(new Payload(ContentType.JSON, line));
        }
    }

    /** As the HTML standard has it, but for names and ids, which nobody gets to see. */
    private void event(String line, List<Payload> items) {
        StringBuilder open = data;
        if (line.isEmpty() && open != null) {
            data = null;
            items.add(item(open.toString()));
        } else if (line.startsWith(DATA)) {
            String text = line.substring(line.startsWith(DATA + " ") ? DATA.length() + 1 : DATA.length());
            data = open == null ? new StringBuilder(text) : open.append('\n').append(text);
        }
    }

    private static Payload item(String text) {
        Buffer bytes = Buffer.buffer(text);
        try {
            var unused = Json.decodeValue(bytes);
            return new Payload(ContentType.JSON, bytes);
        } catch (DecodeException _) {
            return new Payload(ContentType.TEXT, bytes);
        }
    }
}
