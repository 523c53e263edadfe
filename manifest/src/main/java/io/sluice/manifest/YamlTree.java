package io.sluice.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Turns YAML's nodes into JSON's and notes the line of each field. */
final class YamlTree {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String file;
    private final YamlForm form;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<ManifestProblem> problems = new ArrayList<>();

    YamlTree(String file, YamlForm form) {
        this.file = file;
        this.form = form;
    }

    YamlDocument read(MappingNode top) throws InvalidManifestException {
        lines.put("", YamlDocument.line(top.getStartMark()));
        ObjectNode root = object("", top);
        if (!problems.isEmpty()) {
            throw new InvalidManifestException(problems);
        }
        return new YamlDocument(file, form, root, Map.copyOf(lines));
    }

    private ObjectNode object(String path, MappingNode mapping) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = YamlDocument.line(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(new ManifestProblem(file, line, path, "must have texts as keys", null));
                continue;
            }
            String field = form.field(path, key.getValue());
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
            String field = form.item(path, array.size());
            lines.put(field, YamlDocument.line(item.getStartMark()));
            array.add(value(field, item));
        }
        return array;
    }

    private JsonNode scalar(String path, ScalarNode scalar) {
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (!tag.startsWith(Tag.PREFIX)) {
            problems.add(new ManifestProblem(
                    file, YamlDocument.line(scalar.getStartMark()), path, "must not have a tag", tag.getValue()));
        }
        return form.scalar(path, tag, scalar.getValue());
    }
}
