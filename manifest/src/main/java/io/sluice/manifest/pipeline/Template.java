package io.sluice.manifest.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A value with expressions in it. */
public sealed interface Template {

    /** The value, its expressions evaluated by the function. */
    JsonNode fill(Function<Expression, JsonNode> evaluation);

    /** Has no expressions. */
    record Fixed(JsonNode value) implements Template {
        @Override
        public JsonNode fill(Function<Expression, JsonNode> evaluation) {
            return value.deepCopy();
        }
    }

    /** Is the value of an expression. */
    record Computed(Expression expression) implements Template {
        @Override
        public JsonNode fill(Function<Expression, JsonNode> evaluation) {
            return evaluation.apply(expression);
        }
    }

    /** An object some of whose fields have expressions. */
    record Fields(Map<String, Template> fields) implements Template {
        @Override
        public JsonNode fill(Function<Expression, JsonNode> evaluation) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach((name, template) -> object.set(name, template.fill(evaluation)));
            return object;
        }
    }

    /** A list some of whose items have expressions. */
    record Items(List<Template> items) implements Template {
        @Override
        public JsonNode fill(Function<Expression, JsonNode> evaluation) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
            items.forEach(template -> array.add(template.fill(evaluation)));
            return array;
        }
    }
}
