package io.sluice.pool.connection;

import io.sluice.contract.ContentType;
import io.sluice.pool.Payload;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.util.Base64;

/** Makes of the items a list of JSON, for a caller who wants the result whole; texts are strings in it, bytes are base64. */
final class ItemList implements Items {

    private final Buffer list = Buffer.buffer("[");

    @Override
    public Uni<Void> take(Payload item) {
        if (list.length() > 1) {
            list.appendByte((byte) ',');
        }
        append(item);
        return Uni.createFrom().voidItem();
    }

    private void append(Payload item) {
        switch (item.type()) {
            case JSON -> list.appendBuffer(item.bytes());
            case TEXT -> list.appendBuffer(Json.encodeToBuffer(item.bytes().toString()));
            case BINARY ->
                list.appendByte((byte) '"')
                        .appendBytes(Base64.getEncoder().encode(item.bytes().getBytes()))
                        .appendByte((byte) '"');
            case VOID -> list.appendString("null");
        }
    }

    @Override
    public Uni<Payload> end() {
        return Uni.createFrom().item(new Payload(ContentType.JSON, list.appendByte((byte) ']')));
    }

    @Override
    public void stop() {}

    /** How many bytes it has by now. */
    int size() {
        return list.length();
    }
}
