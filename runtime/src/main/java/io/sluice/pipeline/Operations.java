package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contract.ContentType;
import io.sluice.manifest.pipeline.Task;
import io.sluice.pool.Payload;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds in an OpenAPI document, of version 2 or 3, what the request of one of its operations is. */
final class Operations {

    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete", "options");

    private final String pointer;
    private final String address;
    private final JsonNode document;

    private Operations(String pointer, String address, JsonNode document) {
        this.pointer = pointer;
        this.address = address;
        this.document = document;
    }

    /**
     * The request of an operation.
     *
     * @param address where the document came from
     * @param filled has the parameters, and maybe username and password or a token
     */
    static HttpCall call(String pointer, String address, Buffer document, Task.OpenApi api, JsonNode filled) {
        try {
            JsonNode whole = Values.of(new Payload(ContentType.JSON, document));
            return new Operations(pointer, address, whole).call(api, filled);
        } catch (IllegalArgumentException e) {
            throw PipelineError.validation(pointer, "the OpenAPI document " + e.getMessage());
        }
    }

    private HttpCall call(Task.OpenApi api, JsonNode filled) {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                boolean wanted = METHODS.contains(operation.getKey())
                        && operation.getValue().path("operationId").asText().equals(api.operation());
                if (wanted) {
                    return call(path.getKey(), path.getValue(), operation, api, filled);
                }
            }
        }
        throw PipelineError.validation(pointer, "the OpenAPI document has no operation '" + api.operation() + "'");
    }

    private HttpCall call(
            String path, JsonNode around, Map.Entry<String, JsonNode> operation, Task.OpenApi api, JsonNode filled) {
        ObjectNode request = filled.isObject() ? filled.deepCopy() : JsonNodeFactory.instance.objectNode();
        JsonNode values = filled.path("parameters");
        request.set("query", JsonNodeFactory.instance.objectNode());
        request.set("headers", JsonNodeFactory.instance.objectNode());
        Set<String> known = new HashSet<>();
        String expanded = path;
        for (JsonNode list :
                new JsonNode[] {around.path("parameters"), operation.getValue().path("parameters")}) {
            for (JsonNode each : list) {
                JsonNode parameter = resolved(each);
                known.add(parameter.path("name").asText());
                expanded = place(parameter, values, expanded, request);
            }
        }
        JsonNode requestBody = operation.getValue().path("requestBody");
        if (!requestBody.isMissingNode()) {
            known.add("body");
            request.set("body", values.path("body"));
        }
        values.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw PipelineError.validation(
                        pointer,
                        "operation '" + api.operation() + "' has no parameter '" + name + "'; it has " + known);
            }
        });
        request.put("address", base() + expanded);
        return Requests.of(
                pointer,
                operation.getKey().toUpperCase(Locale.ROOT),
                request,
                null,
                api.answer().redirects());
    }

    private String place(JsonNode parameter, JsonNode values, String path, ObjectNode request) {
        String name = parameter.path("name").asText();
        String in = parameter.path("in").asText();
        JsonNode value = values.path(name);
        if (value.isMissingNode()) {
            if (parameter.path("required").asBoolean(false)) {
                throw PipelineError.validation(pointer, "parameter '" + name + "' is required");
            }
            return path;
        }
        switch (in) {
            case "path" -> {
                return path.replace(
                        "{" + name + "}",
                        URLEncoder.encode(joined(value), StandardCharsets.UTF_8).replace("+", "%20"));
            }
            case "query" -> request.withObject("/query").set(name, isSpread(parameter) ? value : text(joined(value)));
            case "header" -> request.withObject("/headers").set(name, text(joined(value)));
            case "body" -> request.set("body", value);
            default ->
                throw PipelineError.validation(
                        pointer, "parameter '" + name + "' is in '" + in + "', which is not sent here");
        }
        return path;
    }

    /** Whether a list stands for its items one after the other, not for one text of all. */
    private boolean isSpread(JsonNode parameter) {
        return document.has("swagger")
                ? parameter.path("collectionFormat").asText("csv").equals("multi")
                : parameter.path("explode").asBoolean(true);
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    private static String joined(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(","))
                : value.isValueNode() ? value.asText() : value.toString();
    }

    private JsonNode resolved(JsonNode parameter) {
        String reference = parameter.path("$ref").asText("");
        JsonNode target = reference.startsWith("#/") ? document.at(reference.substring(1)) : parameter;
        if (target instanceof MissingNode || target.has("$ref")) {
            throw PipelineError.validation(pointer, "the OpenAPI document has no '" + reference + "' in itself");
        }
        return target;
    }

    /** What the paths are below of, by itself or as seen from where the document came from. */
    private String base() {
        URI from = URI.create(address);
        String base;
        if (document.has("swagger")) {
            String scheme = document.path("schemes").path(0).asText(from.getScheme());
            String host = document.path("host").asText(from.getRawAuthority());
            base = scheme + "://" + host + document.path("basePath").asText("");
        } else {
            JsonNode server = document.path("servers").path(0);
            String url = server.path("url").asText("/");
            for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
                url = url.replace(
                        "{" + variable.getKey() + "}",
                        variable.getValue().path("default").asText());
            }
            base = from.resolve(url).toString();
        }
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }
}
