package io.sluice.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * {@code sluice.yaml}: a field is called {@code permissions.callability} or {@code secrets[0]}.
 *
 * <p>A scalar becomes what the manifest can use: whole numbers, {@code true} and {@code false}, else the text as it
 * stands, so that {@code version: 1.0} is shown as the author wrote it. Values of {@code environment} always are texts.
 */
final class ManifestForm implements YamlForm {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String TEXTS_ONLY = "environment.";

    @Override
    public String field(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    @Override
    public String item(String path, int index) {
        return path + "[" + index + "]";
    }

    @Override
    public String around(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    @Override
    public JsonNode scalar(String path, Tag tag, String text) {
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

    @Override
    public int maxDepth() {
        return 20;
    }

    @Override
    public String example() {
        return "name: demo/shout";
    }
}
