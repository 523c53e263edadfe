package io.sluice.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns YAML's nodes into JSON's and notes the line of each field.
 *
 * <p>A scalar becomes what the manifest can use: whole numbers, {@code true} and {@code false}, else the text as it
 * stands, so that {@code version: 1.0} is shown as the author wrote it. Values of {@code environment} always are texts.
 */
final class YamlTree {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String TEXTS_ONLY = "environment.";

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<ManifestProblem> problems = new ArrayList<>();

    YamlTree(String file) {
        this.file = file;
    }

    YamlDocument read(MappingNode top) throws InvalidManifestException {
        lines.put("", YamlDocument.line(top.getStartMark()));
        ObjectNode root = object("", top);
        if (!problems.isEmpty()) {
            throw new InvalidManifestException(problems);
        }
        return new YamlDocument(file, root, Map.copyOf(lines));
    }

    private ObjectNode object(String path, MappingNode mapping) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = YamlDocument.line(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(new ManifestProblem(file, line, path, "must have texts as keys", null));
                continue;
            }
            String field = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            if (object.has(key.getValue())) {
                String rule = "must not be repeated; line " + lines.get(field) + " has it too";
                problems.add(new ManifestProblem(file, line, field, rule, null));
                continue;
            }
            lines.put(field, line);
            object.set(key.getValue(), value(field, tuple.getValueNode()));
        }
        return object;
    }

    private JsonNode value(String path, Node node) {
        return switch (node) {
            case MappingNode mapping -> object(path, mapping);
            case SequenceNode sequence -> array(path, sequence);
            case ScalarNode scalar -> scalar(path, scalar);
            default -> throw new IllegalStateException("unexpected YAML node " + node.getNodeId());
        };
    }

    private ArrayNode array(String path, SequenceNode sequence) {
        ArrayNode array = JSON.arrayNode();
        for (Node item : sequence.getValue()) {
            String field = path + "[" + array.size() + "]";
            lines.put(field, YamlDocument.line(item.getStartMark()));
            array.add(value(field, item));
        }
        return array;
    }

    private JsonNode scalar(String path, ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (!tag.startsWith(Tag.PREFIX)) {
            problems.add(new ManifestProblem(
                    file, YamlDocument.line(scalar.getStartMark()), path, "must not have a tag", tag.getValue()));
        }
        if (path.startsWith(TEXTS_ONLY)) {
            return JSON.textNode(text);
        }
        if (tag.equals(Tag.INT) && text.matches("[-+]?(0|[1-9][0-9]*)")) {
            return JSON.numberNode(new BigInteger(text));
        }
        if (tag.equals(Tag.BOOL) && text.matches("(?i)true|false")) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        return JSON.textNode(text);
    }
}
