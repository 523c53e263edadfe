package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.sluice.pool.Payload;
import io.vertx.core.buffer.Buffer;
import io.vertx.uritemplate.UriTemplate;
import io.vertx.uritemplate.Variables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes requests of what expressions came to. */
final class Requests {

    /** What the client says itself. */
    private static final Set<String> RESERVED =
            Set.of("connection", "content-length", "expect", "host", "te", "trailer", "transfer-encoding", "upgrade");

    private Requests() {}

    /**
     * A request.
     *
     * @param filled has the address, and maybe headers, query, body, and username and password or a token
     * @param input whose fields are expanded in the address, or null: it is used as it is
     */
    static HttpCall of(String pointer, String method, JsonNode filled, @Nullable JsonNode input, boolean redirects) {
        String address = filled.path("address").asText();
        String uri = query(input == null ? address : expanded(pointer, address, input), filled.path("query"));
        if (!uri.matches("(?s)https?://[^\\s]+")) {
            throw PipelineError.validation(pointer, "its address must be one of http or https");
        }
        Map<String, String> headers = headers(pointer, filled.path("headers"));
        authorize(filled, headers);
        return new HttpCall(method, uri, headers, body(filled.path("body"), headers), redirects);
    }

    private static String expanded(String pointer, String address, JsonNode input) {
        try {
            Variables variables = Variables.variables();
            input.properties().forEach(field -> set(variables, field.getKey(), field.getValue()));
            return UriTemplate.of(address).expandToString(variables);
        } catch (RuntimeException e) {
            throw PipelineError.validation(pointer, "its address is no template of RFC 6570: " + e.getMessage());
        }
    }

    private static void set(Variables variables, String name, JsonNode value) {
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(item.asText()));
            variables.set(name, items);
        } else if (value.isObject()) {
            Map<String, String> fields = new HashMap<>();
            value.properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
            variables.set(name, fields);
        } else if (!value.isNull()) {
            variables.set(name, value.asText());
        }
    }

    /** The address with what is asked for: a list stands for its items, one after the other. */
    static String query(String uri, JsonNode query) {
        QueryStringEncoder encoder = new QueryStringEncoder(uri);
        query.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isArray()) {
                value.forEach(item -> encoder.addParam(field.getKey(), item.asText()));
            } else if (!value.isNull()) {
                encoder.addParam(field.getKey(), value.asText());
            }
        });
        return encoder.toString();
    }

    /** Headers in small letters. */
    static Map<String, String> headers(String pointer, JsonNode fields) {
        Map<String, String> headers = new HashMap<>();
        fields.properties().forEach(field -> {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (RESERVED.contains(name)) {
                throw PipelineError.validation(pointer, "header '" + name + "' is said by the runtime; leave it out");
            }
            headers.put(name, field.getValue().asText());
        });
        return headers;
    }

    static void authorize(JsonNode filled, Map<String, String> headers) {
        if (filled.has("username")) {
            String pair = filled.path("username").asText() + ":"
                    + filled.path("password").asText();
            headers.put(
                    "authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        } else if (filled.has("token")) {
            headers.put("authorization", "Bearer " + filled.path("token").asText());
        }
    }

    /** The body's bytes; its type is added where the headers don't say. */
    static Buffer body(JsonNode body, Map<String, String> headers) {
        if (body.isMissingNode() || body.isNull() && !(body instanceof BinaryNode)) {
            return Buffer.buffer();
        }
        Payload payload = Values.held(body);
        headers.putIfAbsent("content-type", payload.type().mediaType());
        return payload.bytes();
    }
}
