package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contract.ContentType;
import io.sluice.manifest.pipeline.Authentication;
import io.sluice.manifest.pipeline.Step;
import io.sluice.manifest.pipeline.Task;
import io.sluice.manifest.pipeline.Template;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks that make HTTP requests. For one event loop. */
final class HttpTasks {

    private static final String ADDRESS = "address";

    private final RunTools tools;
    private final Evaluation evaluation;
    private final Budget budget;
    private final PayloadRoom room;
    private final boolean allowed;

    /** @param allowed whether the pipeline may reach the network */
    HttpTasks(RunTools tools, Evaluation evaluation, Budget budget, PayloadRoom room, boolean allowed) {
        this.tools = tools;
        this.evaluation = evaluation;
        this.budget = budget;
        this.room = room;
        this.allowed = allowed;
    }

    /** What the request that the task describes leaves. */
    Uni<JsonNode> request(Step step, Task.Http http, JsonNode input, Map<String, JsonNode> variables) {
        String pointer = step.pointer();
        Template wish = wish(Map.of(ADDRESS, http.address()), http.authentication())
                .and("headers", http.headers())
                .and("query", http.query())
                .and("body", http.body())
                .template();
        boolean expands = http.address() instanceof Template.Fixed;
        return evaluation
                .fill(pointer, wish, input, variables)
                .map(filled -> Requests.of(
                        pointer,
                        http.method(),
                        filled,
                        expands ? input : null,
                        http.answer().redirects()))
                .chain(call -> answered(pointer, call, http.answer()));
    }

    /** What the request of the operation that the task names leaves. */
    Uni<JsonNode> operation(Step step, Task.OpenApi api, JsonNode input, Map<String, JsonNode> variables) {
        String pointer = step.pointer();
        Template document = wish(Map.of(ADDRESS, api.document()), api.documentAuthentication())
                .template();
        Template wish = wish(Map.of(), api.authentication())
                .and("parameters", api.parameters())
                .template();
        boolean expands = api.document() instanceof Template.Fixed;
        return evaluation
                .fill(pointer, document, input, variables)
                .map(filled -> Requests.of(pointer, "GET", filled, expands ? input : null, false))
                .chain(call -> described(pointer, call, api, wish, input, variables))
                .chain(call -> answered(pointer, call, api.answer()));
    }

    private Uni<HttpCall> described(
            String pointer,
            HttpCall document,
            Task.OpenApi api,
            Template wish,
            JsonNode input,
            Map<String, JsonNode> variables) {
        return sent(pointer, document).chain(response -> evaluation
                .fill(pointer, wish, input, variables)
                .chain(filled -> tools.expressions()
                        .compute(
                                pointer,
                                () -> Operations.call(pointer, document.uri(), response.body(), api, filled))));
    }

    private Uni<HttpCall.Response> sent(String pointer, HttpCall call) {
        return allowed
                ? tools.http().send(pointer, call, room, budget.left())
                : Uni.createFrom()
                        .failure(PipelineError.notAllowed(
                                pointer, "the pipeline may not reach the network: permissions.network is isolated"));
    }

    private Uni<JsonNode> answered(String pointer, HttpCall call, Task.HttpAnswer answer) {
        return sent(pointer, call)
                .chain(response -> tools.expressions().compute(pointer, () -> value(pointer, call, response, answer)));
    }

    private static JsonNode value(String pointer, HttpCall call, HttpCall.Response response, Task.HttpAnswer answer) {
        return switch (answer.form()) {
            case RAW -> BinaryNode.valueOf(response.body().getBytes());
            case CONTENT -> content(pointer, response);
            case RESPONSE -> {
                ObjectNode request = JsonNodeFactory.instance
                        .objectNode()
                        .put("method", call.method())
                        .put("uri", call.uri());
                ObjectNode shown = request.putObject("headers");
                call.headers().forEach((name, text) -> {
                    if (!name.equalsIgnoreCase("authorization")) {
                        shown.put(name, text);
                    }
                });
                ObjectNode whole = JsonNodeFactory.instance.objectNode();
                whole.set("request", request);
                whole.put("statusCode", response.status());
                ObjectNode headers = whole.putObject("headers");
                response.headers().forEach(headers::put);
                whole.set("content", content(pointer, response));
                yield whole;
            }
        };
    }

    /** The body as its type says; bytes where that says nothing. */
    private static JsonNode content(String pointer, HttpCall.Response response) {
        String type = response.headers().getOrDefault("content-type", "");
        String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Buffer body = response.body();
        if (body.length() == 0) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (plain.equals("application/json") || plain.endsWith("+json")) {
            try {
                return Values.of(new Payload(ContentType.JSON, body));
            } catch (IllegalArgumentException e) {
                throw PipelineError.validation(
                        pointer, "the body of the response, by its type '" + type + "', " + e.getMessage());
            }
        }
        return plain.startsWith("text/") || plain.endsWith("xml")
                ? JsonNodeFactory.instance.textNode(body.toString())
                : BinaryNode.valueOf(body.getBytes());
    }

    private static Wish wish(Map<String, Template> fields, @Nullable Authentication authentication) {
        Wish wish = new Wish(new LinkedHashMap<>(fields));
        return switch (authentication) {
            case null -> wish;
            case Authentication.Basic basic ->
                wish.and("username", basic.username()).and("password", basic.password());
            case Authentication.Bearer bearer -> wish.and("token", bearer.token());
        };
    }

    /** What is to be filled in for a request, in one go. */
    private record Wish(Map<String, Template> fields) {

        Wish and(String name, @Nullable Template template) {
            if (template != null) {
                fields.put(name, template);
            }
            return this;
        }

        Template template() {
            return new Template.Fields(Map.copyOf(fields));
        }
    }
}
