package io.sluice.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds a manifest against the schema and words what it finds with the schema's own {@code errorMessage}s. */
final class SchemaCheck {

    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(ManifestReader.schema(), InputFormat.JSON, CONFIG);

    private SchemaCheck() {}

    /** What the schema does not allow: at most one problem for each field. */
    static Collection<ManifestProblem> check(YamlDocument document) {
        Map<String, ManifestProblem> problems = new LinkedHashMap<>();
        for (ValidationMessage message : SCHEMA.validate(document.root())) {
            ManifestProblem problem = problem(document, message);
            problems.putIfAbsent(problem.field(), problem);
        }
        return problems.values();
    }

    private static ManifestProblem problem(YamlDocument document, ValidationMessage message) {
        String path = path(document.root(), message.getInstanceLocation());
        String property = message.getProperty();
        return switch (message.getType()) {
            case "required" -> document.problem(join(path, property), "is required" + example(property), null);
            case "additionalProperties" -> document.problem(join(path, property), unknown(message, property), null);
            case "propertyNames" -> document.problem(join(path, name(message)), nameRule(message), name(message));
            default -> document.problem(path, rule(message), shown(node(document, message)));
        };
    }

    private static JsonNode node(YamlDocument document, ValidationMessage message) {
        return document.root().at(message.getInstanceLocation().toString());
    }

    /** The name that broke a rule for names; the validator hands it over as the instance. */
    private static String name(ValidationMessage message) {
        JsonNode name = message.getInstanceNode();
        return name != null && name.isTextual() ? name.asText() : String.valueOf(message.getProperty());
    }

    private static String path(JsonNode root, JsonNodePath location) {
        StringBuilder path = new StringBuilder();
        JsonNode at = root;
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            if (at.isArray()) {
                path.append('[').append(element).append(']');
                at = at.path(Integer.parseInt(element.toString()));
            } else {
                path.append(path.isEmpty() ? "" : ".").append(element);
                at = at.path(element.toString());
            }
        }
        return path.toString();
    }

    private static String join(String path, String property) {
        return path.isEmpty() ? property : path + "." + property;
    }

    private static String rule(ValidationMessage message) {
        JsonNode rule = parent(message).path("errorMessage");
        return rule.isTextual() ? rule.asText() : message.getMessage();
    }

    private static String nameRule(ValidationMessage message) {
        JsonNode schema = parent(message).path("propertyNames");
        String reference = schema.path("$ref").asText("#").substring(1);
        JsonNode resolved =
                reference.isEmpty() ? schema : SCHEMA.getSchemaNode().at(reference);
        return "the name " + resolved.path("errorMessage").asText();
    }

    /** The sub-schema that the broken keyword stands in. */
    private static JsonNode parent(ValidationMessage message) {
        String pointer = message.getSchemaLocation().getFragment().toString();
        return SCHEMA.getSchemaNode().at(pointer.substring(0, pointer.lastIndexOf('/')));
    }

    private static String example(String property) {
        JsonNode example = SCHEMA.getSchemaNode()
                .path("properties")
                .path(property)
                .path("examples")
                .path(0);
        return example.isMissingNode() ? "" : ", such as '" + property + ": " + example.asText() + "'";
    }

    private static String unknown(ValidationMessage message, String property) {
        List<String> known = new ArrayList<>();
        parent(message).path("properties").fieldNames().forEachRemaining(known::add);
        return NearestName.of(property, known)
                .map(near -> "is not a field; did you mean '" + near + "'?")
                .orElseGet(() -> "is not a field; those known are " + String.join(", ", new TreeSet<>(known)));
    }

    private static @Nullable String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        return value.isNull()
                ? "nothing"
                : value instanceof ObjectNode || value.isArray() ? value.toString() : value.asText();
    }
}
