package io.sluice.manifest.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.manifest.ManifestProblem;
import io.sluice.manifest.NearestName;
import io.sluice.manifest.YamlDocument;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

/** An object of a pipeline's file, read field by field; what is wrong goes to the problems, and something sound is returned. */
final class Fields {

    private static final Pattern EXPRESSION = Pattern.compile("\\s*\\$\\{(.*)}\\s*", Pattern.DOTALL);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final String DURATION = "must be a duration, such as 'PT2S' or '{seconds: 2}'";

    private static final String SECRETS = "secrets";
    private static final String SECRET_NAME = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Pattern SECRET = Pattern.compile("\\$secrets\\b(?:\\.(" + SECRET_NAME + "))?");

    private final YamlDocument document;
    private final List<ManifestProblem> problems;
    private final String path;
    private final ObjectNode object;

    Fields(YamlDocument document, List<ManifestProblem> problems, String path, ObjectNode object) {
        this.document = document;
        this.problems = problems;
        this.path = path;
        this.object = object;
    }

    /** Fields beside these are problems. */
    void allow(String... names) {
        List<String> known = List.of(names);
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String rule = NearestName.of(name, known)
                        .map(near -> "is not a field here; did you mean '" + near + "'?")
                        .orElse("is not a field here; those known are " + String.join(", ", known));
                problem(name, rule, null);
            }
        });
    }

    boolean has(String name) {
        return object.has(name);
    }

    JsonNode get(String name) {
        return object.path(name);
    }

    /** Where it stands. */
    String path() {
        return path;
    }

    /** All that it has. */
    ObjectNode all() {
        return object;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    String at(String name) {
        return PointerForm.child(path, name);
    }

    void problem(String name, String rule, @Nullable String value) {
        problems.add(document.problem(at(name), rule, value));
    }

    /** The object in a field; empty where there is none. */
    Fields object(String name) {
        JsonNode value = object.path(name);
        if (value instanceof ObjectNode inner) {
            return new Fields(document, problems, at(name), inner);
        }
        if (!value.isMissingNode()) {
            problem(name, "must be a mapping of fields", shown(value));
        }
        return new Fields(document, problems, at(name), JsonNodeFactory.instance.objectNode());
    }

    String text(String name, String byDefault) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return byDefault;
        }
        if (!value.isValueNode() || value.isNull()) {
            problem(name, "must be a text", shown(value));
            return byDefault;
        }
        return value.asText();
    }

    int number(String name, int least, int most, int byDefault) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return byDefault;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            problem(name, "must be a whole number from " + least + " to " + most, shown(value));
            return byDefault;
        }
        return value.intValue();
    }

    boolean flag(String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            problem(name, "must be true or false", shown(value));
        }
        return value.asBoolean(false);
    }

    /** A name that expressions can use as {@code $name}. */
    String variable(String name, String byDefault) {
        String text = text(name, byDefault);
        if (!text.matches("[A-Za-z_][A-Za-z0-9_]{0,62}")) {
            problem(name, "must be a name for a variable: letters, digits and '_', not starting with a digit", text);
            return byDefault;
        }
        return text;
    }

    Duration duration(String name) {
        Duration duration = object.path(name) instanceof ObjectNode ? inline(object(name)) : literal(name);
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            problem(name, "must be from 0 to 24 hours", shown(object.path(name)));
            return Duration.ZERO;
        }
        return duration;
    }

    private static Duration inline(Fields fields) {
        fields.allow("days", "hours", "minutes", "seconds", "milliseconds");
        int most = Integer.MAX_VALUE;
        return Duration.ofDays(fields.number("days", 0, most, 0))
                .plusHours(fields.number("hours", 0, most, 0))
                .plusMinutes(fields.number("minutes", 0, most, 0))
                .plusSeconds(fields.number("seconds", 0, most, 0))
                .plusMillis(fields.number("milliseconds", 0, most, 0));
    }

    private Duration literal(String name) {
        String text = text(name, "");
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            problem(name, DURATION, text);
            return Duration.ZERO;
        }
    }

    /** A condition or a list: an expression with <code>${ }</code> or without; null where there is none. */
    @Nullable
    Expression expression(String name) {
        if (!object.has(name)) {
            return null;
        }
        String text = text(name, "");
        Matcher matcher = EXPRESSION.matcher(text);
        return compile(at(name), matcher.matches() ? matcher.group(1) : text);
    }

    /** What makes another value of one: an object with expressions in it, or an expression with <code>${ }</code> or without. */
    Passage passage(String name, String template) {
        Fields fields = object(name);
        fields.allow(template, "schema");
        return new Passage(
                fields.get(template).isTextual() ? fields.computed(template) : fields.template(template),
                fields.has("schema") ? fields.schema() : null);
    }

    private @Nullable Template computed(String name) {
        Expression expression = expression(name);
        return expression == null ? null : new Template.Computed(expression);
    }

    private @Nullable Schema schema() {
        Fields schema = object("schema");
        schema.allow("format", "document", "resource");
        if (schema.has("resource")) {
            schema.problem("resource", "is not fetched here; write the schema out in 'document'", null);
        }
        String format = schema.text("format", "json");
        if (!format.matches("json(:.*)?")) {
            schema.problem("format", "must be json", format);
        }
        if (!schema.has("document")) {
            schema.problem("document", "is required: the JSON schema, such as '{type: object}'", null);
            return null;
        }
        try {
            return Schema.of(schema.object("document").object);
        } catch (IllegalArgumentException e) {
            schema.problem("document", "must be a JSON schema that refers to no other: " + e.getMessage(), null);
            return null;
        }
    }

    /** A value with expressions in it; null where there is none. */
    @Nullable
    Template template(String name) {
        return object.has(name) ? template(at(name), object.path(name)) : null;
    }

    private Template template(String at, JsonNode value) {
        if (value.isTextual()) {
            return text(at, value);
        }
        if (value.isObject()) {
            Map<String, Template> fields = new LinkedHashMap<>();
            value.properties()
                    .forEach(field -> fields.put(
                            field.getKey(), template(PointerForm.child(at, field.getKey()), field.getValue())));
            return isFixed(fields.values())
                    ? new Template.Fixed(value)
                    : new Template.Fields(Collections.unmodifiableMap(fields));
        }
        if (value.isArray()) {
            List<Template> items = StreamSupport.stream(value.spliterator(), false)
                    .map(item -> template(at, item))
                    .toList();
            return isFixed(items) ? new Template.Fixed(value) : new Template.Items(items);
        }
        return new Template.Fixed(value);
    }

    private Template text(String at, JsonNode value) {
        Matcher matcher = EXPRESSION.matcher(value.asText());
        Expression expression = matcher.matches() ? compile(at, matcher.group(1)) : null;
        return expression == null ? new Template.Fixed(value) : new Template.Computed(expression);
    }

    private static boolean isFixed(Iterable<Template> templates) {
        return StreamSupport.stream(templates.spliterator(), false).allMatch(Template.Fixed.class::isInstance);
    }

    /** The names of secrets that expressions use. */
    List<String> secrets() {
        JsonNode names = object.path(SECRETS);
        if (!names.isMissingNode() && !names.isArray()) {
            problem(SECRETS, "must be a list of names, such as [API_KEY]", shown(names));
        }
        for (JsonNode name : names) {
            if (!name.asText("").matches(SECRET_NAME)) {
                problem(
                        SECRETS,
                        "must be names of letters, digits and '_', as those of environment variables",
                        shown(name));
            }
        }
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .distinct()
                .toList();
    }

    /** An expression names a secret only if the file does, so that its readers and the deploy know. */
    private void requireSecrets(String at, String text) {
        Set<String> known = new HashSet<>();
        document.root().path("use").path(SECRETS).forEach(name -> known.add(name.asText()));
        SECRET.matcher(text).results().map(found -> found.group(1)).forEach(name -> {
            if (name == null ? known.isEmpty() : !known.contains(name)) {
                String rule = "uses a secret that the file does not name: add 'use: {secrets: [%s]}'";
                problems.add(document.problem(at, rule.formatted(name == null ? "NAME" : name), text));
            }
        });
    }

    private @Nullable Expression compile(String at, String text) {
        requireSecrets(at, text);
        try {
            Expression expression = Jq.compile(text.strip());
            Jq.unknownFunction(expression)
                    .ifPresent(name ->
                            problems.add(document.problem(at, "calls a jq function that there is not: " + name, text)));
            return expression;
        } catch (JsonQueryException e) {
            problems.add(document.problem(at, "must be a jq expression: " + e.getMessage(), text));
            return null;
        }
    }

    static @Nullable String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        return value.isNull() ? "nothing" : value.isValueNode() ? value.asText() : value.toString();
    }
}
