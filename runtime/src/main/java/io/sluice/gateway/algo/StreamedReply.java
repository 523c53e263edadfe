package io.sluice.gateway.algo;

import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.JsonText;
import io.sluice.gateway.Replies;
import io.sluice.pool.Payload;
import io.sluice.pool.ResultParts;
import io.sluice.router.InvocationFailure;
import io.sluice.router.Reply;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reply that goes out item by item, as server-sent events or as lines of JSON: each item of a list as it comes, a result that
 * comes whole as one; and at the end how it went. For the request's event loop.
 */
final class StreamedReply implements ResultParts {

    private static final String EVENTS = "text/event-stream";
    private static final String RUBBISH = "the function's result is labelled JSON but is not";

    private final HttpServerResponse response;
    private final String mediaType;
    private boolean listed;
    private int items;

    private StreamedReply(HttpServerResponse response, String mediaType) {
        this.response = response;
        this.mediaType = mediaType;
    }

    /** One, where the client accepts nothing else; else null. */
    static @Nullable StreamedReply wanted(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null) {
            return null;
        }
        String type = accept.split("[;,]", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case EVENTS, "application/jsonl", "application/x-ndjson" -> new StreamedReply(request.response(), type);
            default -> null;
        };
    }

    /** Whether the client has been sent a status already. */
    boolean hasBegun() {
        return response.headWritten();
    }

    @Override
    public void begin() {
        listed = true;
    }

    @Override
    public Uni<Void> take(Payload item) {
        if (response.closed()) {
            return Uni.createFrom().nothing();
        }
        if (isRubbish(item)) {
            return Uni.createFrom().failure(new IllegalArgumentException(RUBBISH));
        }
        write(item);
        return response.writeQueueFull()
                ? Uni.createFrom().emitter(emitter -> response.drainHandler(_ -> emitter.complete(null)))
                : Uni.createFrom().voidItem();
    }

    private static boolean isRubbish(Payload item) {
        return item.type() == ContentType.JSON && JsonText.problem(item.bytes()).isPresent();
    }

    private void write(Payload item) {
        var unused = open().write(event("item", oneLine(item)));
        items++;
    }

    private HttpServerResponse open() {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        return response;
    }

    /** All went well. */
    Future<Void> end(Reply reply, long nanos) {
        if (response.closed()) {
            return Future.succeededFuture();
        }
        if (!listed) {
            Payload whole = reply.payload();
            if (isRubbish(whole)) {
                Failure rubbish = new Failure(RUBBISH, Failure.PARSING_ERROR, null);
                return ended("error", nanos, Map.of("error", AlgoReplies.error(rubbish)));
            }
            write(whole);
        }
        return ended("end", nanos, Map.of());
    }

    /** It failed when some of it was on its way already. */
    Future<Void> end(Throwable failure, String id, long nanos) {
        if (response.closed()) {
            return Future.succeededFuture();
        }
        Map<String, Object> error = failure instanceof InvocationFailure.FunctionFailed failed
                ? AlgoReplies.error(failed.failure())
                : Map.of("message", ErrorReply.of(failure, id).message(), "error_type", Failure.ALGORITHM_ERROR);
        return ended("error", nanos, Map.of("error", error));
    }

    private Future<Void> ended(String event, long nanos, Map<String, Object> error) {
        String metadata = "\"metadata\":{\"items\":" + items + ",\"duration\":" + AlgoReplies.seconds(nanos) + "}}";
        Buffer told = error.isEmpty() ? Buffer.buffer("{") : Replies.write(error);
        Buffer data = error.isEmpty()
                ? told.appendString(metadata)
                : told.slice(0, told.length() - 1).copy().appendString(",").appendString(metadata);
        return open().end(event(event, data));
    }

    private Buffer oneLine(Payload item) {
        Buffer result = Buffer.buffer(item.size() + 16);
        if (!mediaType.equals(EVENTS)) {
            result.appendString("{\"result\":");
        }
        AlgoReplies.appendResult(result, item);
        if (!mediaType.equals(EVENTS)) {
            result.appendString("}");
        }
        for (int i = 0; i < result.length(); i++) {
            // In JSON text, line ends are between values only.
            if (result.getByte(i) == '\n' || result.getByte(i) == '\r') {
                result.setByte(i, (byte) ' ');
            }
        }
        return result;
    }

    private Buffer event(String name, Buffer data) {
        if (!mediaType.equals(EVENTS)) {
            return data.appendString("\n");
        }
        String head = name.equals("item") ? "id: " + items + "\n" : "";
        return Buffer.buffer(data.length() + 64)
                .appendString("event: " + name + "\n" + head + "data: ")
                .appendBuffer(data)
                .appendString("\n\n");
    }
}
