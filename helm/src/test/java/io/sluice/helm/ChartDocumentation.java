package io.sluice.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What is written about the values, from the comments and defaults in {@code values.yaml}: the README and the schema's descriptions. */
final class ChartDocumentation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SETTINGS = "settings";

    /** A value that has a comment. */
    record Value(String path, String text, JsonNode initial) {

        boolean isAbove(Value other) {
            return other.path().startsWith(path + ".");
        }
    }

    private ChartDocumentation() {}

    /** All values that have a comment, in the order of the file. */
    static List<Value> values() {
        String text = read("values.yaml");
        LoaderOptions options = new LoaderOptions();
        options.setProcessComments(true);
        List<Value> found = new ArrayList<>();
        try {
            collect("", new Yaml(options).compose(new StringReader(text)), Chart.YAML.readTree(text), found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void collect(String above, Node node, JsonNode initial, List<Value> found) {
        if (!(node instanceof MappingNode mapping)) {
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = ((ScalarNode) tuple.getKeyNode()).getValue();
            String path = above.isEmpty() ? name : above + "." + name;
            String comment = comment(tuple.getKeyNode());
            if (!comment.isEmpty()) {
                found.add(new Value(path, comment, initial.path(name)));
            }
            collect(path, tuple.getValueNode(), initial.path(name), found);
        }
    }

    /** The comment right above a key; one with a blank line between is about something else. */
    private static String comment(Node key) {
        List<CommentLine> lines = key.getBlockComments();
        if (lines == null) {
            return "";
        }
        List<String> texts = new ArrayList<>();
        for (CommentLine line : lines) {
            if (line.getCommentType() == CommentType.BLANK_LINE) {
                texts.clear();
            } else {
                texts.add(line.getValue().strip());
            }
        }
        return String.join(" ", texts);
    }

    /** The README. */
    static String readme() {
        return template()
                .replace("{{kubernetes}}", kubernetes())
                .replace("{{values}}", rows(values()))
                .replace("{{settings}}", settings());
    }

    /** A row for each; the defaults of one that is above others are in theirs. */
    private static String rows(List<Value> values) {
        return values.stream()
                .map(value ->
                        row(value, values.stream().anyMatch(value::isAbove) ? "" : "`" + json(value.initial()) + "`"))
                .collect(Collectors.joining("\n"));
    }

    private static String row(Value value, String initial) {
        return "| `" + value.path() + "` | " + initial + " | " + value.text().replace("|", "\\|") + " |";
    }

    private static String json(JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty() ? value.asText() : value.toString();
    }

    private static String settings() {
        List<String> names = new ArrayList<>();
        leaves(schema().at("/properties/" + SETTINGS), "", names);
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(",\n"));
    }

    /** The names of all properties below a schema that have none below them, with dots. */
    static void leaves(JsonNode schema, String path, List<String> found) {
        schema.path("properties").properties().forEach(property -> {
            String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            if (property.getValue().has("properties")) {
                leaves(property.getValue(), name, found);
            } else {
                found.add(name);
            }
        });
    }

    /** The schema with what the values' comments say as its descriptions. */
    static String schemaText() {
        ObjectNode schema = schema();
        for (Value value : values()) {
            JsonNode found = schema.at("/properties/" + value.path().replace(".", "/properties/"));
            if (found instanceof ObjectNode property) {
                property.put("description", value.text());
            }
        }
        return schema.toPrettyString() + "\n";
    }

    static ObjectNode schema() {
        try {
            return (ObjectNode) JSON.readTree(read("values.schema.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kubernetes() {
        try {
            String range =
                    Chart.YAML.readTree(read("Chart.yaml")).path("kubeVersion").asText();
            return range.replaceAll(">=|\\.0-0", "") + " or later";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String template() {
        try (InputStream in = ChartDocumentation.class.getResourceAsStream("README.md.template")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(String name) {
        try {
            return Files.readString(Chart.file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
