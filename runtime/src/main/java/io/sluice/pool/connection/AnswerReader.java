package io.sluice.pool.connection;

import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.contract.InstanceProtocol;
import io.sluice.pool.Answer;
import io.sluice.pool.Payload;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads an instance's answer as the instance protocol has it; results are not parsed. */
final class AnswerReader {

    /** An answer, or what keeps it from being one. */
    sealed interface Outcome {}

    record Read(Answer answer) implements Outcome {}

    record Broken(String what) implements Outcome {}

    private AnswerReader() {}

    static Outcome read(int status, MultiMap headers, Buffer body) {
        String outcome = headers.get(InstanceProtocol.OUTCOME);
        if (outcome == null) {
            return new Broken(
                    "it answered status " + status + " without the header '" + InstanceProtocol.OUTCOME + "'");
        }
        return switch (outcome) {
            case InstanceProtocol.OUTCOME_RESULT -> result(status, headers, body);
            case InstanceProtocol.OUTCOME_FAILURE -> failure(status, body);
            default ->
                new Broken("the header '" + InstanceProtocol.OUTCOME + "' must be '" + InstanceProtocol.OUTCOME_RESULT
                        + "' or '" + InstanceProtocol.OUTCOME_FAILURE + "', was '" + shorten(outcome) + "'");
        };
    }

    private static Outcome result(int status, MultiMap headers, Buffer body) {
        if (status == 204) {
            return new Read(new Answer.Result(Payload.NOTHING, attributes(headers)));
        }
        if (status != 200) {
            return new Broken("a result must have status 200 or 204, was " + status);
        }
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        Optional<ContentType> known = ContentType.ofHeader(type);
        return known.isEmpty()
                ? new Broken("a result must be JSON, text or bytes, was '" + shorten(type) + "'")
                : new Read(new Answer.Result(new Payload(known.get(), body), attributes(headers)));
    }

    private static Outcome failure(int status, Buffer body) {
        return status == 500 ? failure(body) : new Broken("a failure must have status 500, was " + status);
    }

    /** A failure as instances write it, over HTTP and in frames. */
    static Outcome failure(Buffer body) {
        try {
            JsonObject fields = new JsonObject(body);
            String message = fields.getString("message");
            String type = fields.getString("errorType", Failure.ALGORITHM_ERROR);
            return new Read(new Answer.Failed(new Failure(
                    message == null ? "no message" : message,
                    type == null ? Failure.ALGORITHM_ERROR : type,
                    fields.getString("stacktrace"))));
        } catch (DecodeException | ClassCastException e) {
            return new Broken("a failure must be a JSON object with 'message', 'errorType' and 'stacktrace'");
        }
    }

    static Map<String, String> attributes(MultiMap headers) {
        Map<String, String> attributes = Map.of();
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().regionMatches(true, 0, "ce-", 0, 3)) {
                attributes = attributes.isEmpty() ? new HashMap<>() : attributes;
                attributes.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
            }
        }
        return attributes;
    }

    private static String shorten(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "...";
    }
}
