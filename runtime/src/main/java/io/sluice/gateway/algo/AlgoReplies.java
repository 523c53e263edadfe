package io.sluice.gateway.algo;

import static java.util.Objects.requireNonNull;

import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.JsonText;
import io.sluice.gateway.Replies;
import io.sluice.gateway.SpooledReply;
import io.sluice.pool.Payload;
import io.sluice.router.InvocationFailure;
import io.sluice.router.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts replies together around a result's bytes, in Algorithmia's forms. */
final class AlgoReplies {

    private static final Logger LOG = Logger.getLogger(AlgoReplies.class);
    private static final double NANOS_PER_SECOND = 1e9;

    // The pieces of the usual reply.
    private static final byte[] HEAD = ascii("{\"result\":");
    private static final byte[] NULL = ascii("null");
    private static final Map<ContentType, byte[]> METADATA = metadata();
    private static final byte[] END = ascii("}}");

    private AlgoReplies() {}

    static Future<Void> result(HttpServerResponse response, Reply reply, AlgoOptions options, long nanos) {
        Optional<Failure> rubbish = reply.age() == null ? rubbish(reply.payload()) : Optional.empty();
        Replies.age(response, reply);
        if (rubbish.isPresent()) {
            return failed(response, rubbish.get(), reply.output(), options, nanos);
        }
        return options.output() == AlgoOptions.Output.RAW
                ? raw(response, reply.payload())
                : Replies.json(response, 200, wrapped(reply, options, nanos));
    }

    /** A result that says it is JSON and isn't would break the reply around it. */
    private static Optional<Failure> rubbish(Payload payload) {
        return payload.type() != ContentType.JSON
                ? Optional.empty()
                : JsonText.problem(payload.bytes())
                        .map(problem -> new Failure(
                                "the function's result is labelled JSON but is not: " + problem,
                                Failure.PARSING_ERROR,
                                null));
    }

    private static Future<Void> raw(HttpServerResponse response, Payload payload) {
        boolean none = payload.type() == ContentType.VOID;
        return Replies.send(
                response,
                none ? 204 : 200,
                none ? null : payload.type().mediaType(),
                none ? Buffer.buffer() : payload.bytes());
    }

    private static Buffer wrapped(Reply reply, AlgoOptions options, long nanos) {
        Payload payload = reply.payload();
        Buffer body = Buffer.buffer(payload.size() + room(payload)).appendBytes(HEAD);
        appendResult(body, payload);
        return appendRest(body, reply, options, nanos);
    }

    /** A result of text or bytes that is in the spool: sent as it is read. */
    static SpooledReply large(Reply reply, AlgoOptions options, long nanos) {
        Payload payload = reply.payload();
        if (options.output() == AlgoOptions.Output.RAW) {
            return SpooledReply.raw(payload);
        }
        Buffer rest = appendRest(Buffer.buffer(), reply, options, nanos);
        return new SpooledReply(
                ContentType.JSON.mediaType(),
                payload,
                -1,
                bytes -> new EncodedPieces(payload.type(), bytes, Buffer.buffer(HEAD), rest));
    }

    private static Buffer appendRest(Buffer body, Reply reply, AlgoOptions options, long nanos) {
        Payload payload = reply.payload();
        body.appendBytes(requireNonNull(METADATA.get(payload.type()))).appendString(seconds(nanos));
        appendCache(body, reply);
        appendOutput(body, reply.output());
        if (options.timing()) {
            body.appendString(",\"timing\":").appendBuffer(Replies.write(timing(reply, nanos)));
            body.appendString(",\"steps\":").appendBuffer(Replies.write(steps(reply)));
        }
        return body.appendBytes(END);
    }

    /** What a reply has beside the payload's bytes, at a guess that seldom falls short. */
    private static int room(Payload payload) {
        return switch (payload.type()) {
            case JSON, VOID -> 128;
            case TEXT, BINARY -> 128 + payload.size() / 2;
        };
    }

    private static Map<ContentType, byte[]> metadata() {
        Map<ContentType, byte[]> byType = new EnumMap<>(ContentType.class);
        for (ContentType type : ContentType.values()) {
            byType.put(type, ascii(",\"metadata\":{\"content_type\":\"" + type.word() + "\",\"duration\":"));
        }
        return byType;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void appendOutput(Buffer body, @Nullable String output) {
        if (output != null) {
            body.appendString(",\"stdout\":").appendBytes(JsonText.quoted(output));
        }
    }

    /** Says how many steps were answered from the cache, and the age of the oldest of these; nothing where none was. */
    private static void appendCache(Buffer body, Reply reply) {
        int hits = 0;
        Duration oldest = Duration.ZERO;
        for (Reply.Step step : reply.steps()) {
            Duration age = step.age();
            if (age != null) {
                hits++;
                oldest = age.compareTo(oldest) > 0 ? age : oldest;
            }
        }
        if (hits > 0) {
            body.appendString(",\"cache\":{\"hits\":")
                    .appendString(Integer.toString(hits))
                    .appendString(",\"age\":")
                    .appendString(seconds(oldest.toNanos()))
                    .appendString("}");
        }
    }

    static void appendResult(Buffer body, Payload payload) {
        switch (payload.type()) {
            case JSON -> body.appendBuffer(payload.bytes());
            case TEXT -> body.appendBytes(JsonText.quoted(payload.bytes().toString()));
            case BINARY ->
                body.appendByte((byte) '"')
                        .appendBytes(Base64.getEncoder().encode(payload.bytes().getBytes()))
                        .appendByte((byte) '"');
            case VOID -> body.appendBytes(NULL);
        }
    }

    private static Map<String, Double> timing(Reply reply, long nanos) {
        long running = reply.steps().stream()
                .mapToLong(step -> step.nanos() - step.waitedNanos())
                .sum();
        return Map.of("running", running / NANOS_PER_SECOND, "total", nanos / NANOS_PER_SECOND);
    }

    private static List<Map<String, Object>> steps(Reply reply) {
        return reply.steps().stream().map(AlgoReplies::step).toList();
    }

    private static Map<String, Object> step(Reply.Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("function", step.function());
        fields.put("version", step.version());
        fields.put("duration", step.nanos() / NANOS_PER_SECOND);
        fields.put("waiting", step.waitedNanos() / NANOS_PER_SECOND);
        fields.put("cold", step.cold());
        if (step.age() != null) {
            fields.put("age", step.age().toNanos() / NANOS_PER_SECOND);
        }
        return fields;
    }

    static Future<Void> failure(
            HttpServerResponse response, Throwable failure, AlgoOptions options, String id, long nanos) {
        return failure instanceof InvocationFailure.FunctionFailed failed
                ? failed(response, failed.failure(), failed.output(), options, nanos)
                : Replies.error(response, ErrorReply.of(failure, id), id);
    }

    private static Future<Void> failed(
            HttpServerResponse response, Failure failure, @Nullable String output, AlgoOptions options, long nanos) {
        Map<String, Object> error = error(failure);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("duration", nanos / NANOS_PER_SECOND);
        if (output != null) {
            metadata.put("stdout", output);
        }
        body.put("metadata", metadata);
        if (options.output() == AlgoOptions.Output.RAW) {
            error.put("code", 0);
            return Replies.error(response, 400, failure.message(), Replies.write(body));
        }
        return Replies.json(response, 200, Replies.write(body));
    }

    /** A function's failure, as clients read it. */
    static Map<String, Object> error(Failure failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", failure.message());
        error.put("error_type", failure.errorType());
        if (failure.stacktrace() != null) {
            error.put("stacktrace", failure.stacktrace());
            error.put("stack_trace", failure.stacktrace());
        }
        return error;
    }

    /** Notes the failure of a call that nobody waits for. */
    static void note(Throwable failure, String id) {
        LOG.debugf("unattended call failed invocation=%s reason=%s", id, failure.getMessage());
    }

    /** Seconds with a nanosecond's digits, never in exponent form. */
    static String seconds(long nanos) {
        long fraction = nanos % 1_000_000_000L;
        String digits = Long.toString(1_000_000_000L + fraction).substring(1);
        return nanos / 1_000_000_000L + "." + digits;
    }
}
