package io.sluice.gateway.data;

import io.sluice.data.Download;
import io.sluice.gateway.Replies;
import io.sluice.spool.Pieces;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a request is answered with. */
sealed interface DataReply {

    int status();

    Map<String, String> headers();

    /** Bytes that are here. */
    record Whole(int status, Map<String, String> headers, Buffer body) implements DataReply {

        static Whole json(Object body) {
            return json(Map.of(), body);
        }

        static Whole json(Map<String, String> headers, Object body) {
            return new Whole(200, with(headers, "Content-Type", "application/json"), Replies.write(body));
        }

        static Whole empty(int status, Map<String, String> headers) {
            return new Whole(status, headers, Buffer.buffer());
        }

        private static Map<String, String> with(Map<String, String> headers, String name, String value) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put(name, value);
            return all;
        }
    }

    /** The head of what would be sent, to those who asked for no more. */
    record Head(int status, Map<String, String> headers, long length) implements DataReply {}

    /** A file, or a piece of it, that is sent as it is read; closed by whoever sends it. */
    record Stream(int status, Map<String, String> headers, Download download, long offset, long length)
            implements DataReply {

        Map<String, String> allHeaders() {
            return Whole.with(headers, "Content-Length", Long.toString(length));
        }

        Pieces pieces() throws IOException {
            return Pieces.of(download.bytes(offset, length), length);
        }
    }
}
