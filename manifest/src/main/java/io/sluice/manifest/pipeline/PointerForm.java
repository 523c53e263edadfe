package io.sluice.manifest.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.manifest.YamlForm;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.yaml.snakeyaml.nodes.Tag;

/** A pipeline's file: fields are called by JSON pointers (RFC 6901), scalars are what YAML 1.2 takes them for. */
final class PointerForm implements YamlForm {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONG_DIGITS = 18;

    /** The path of a field of what is at the path. */
    static String child(String path, String key) {
        return path + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    @Override
    public String field(String path, String key) {
        return child(path, key);
    }

    @Override
    public String item(String path, int index) {
        return path + "/" + index;
    }

    @Override
    public String around(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    @Override
    public JsonNode scalar(String path, Tag tag, String text) {
        if (tag.equals(Tag.INT) && text.matches("[-+]?(0|[1-9][0-9]*)")) {
            return whole(text);
        }
        if (tag.equals(Tag.FLOAT) && text.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")) {
            return JSON.numberNode(new BigDecimal(text).doubleValue());
        }
        if (tag.equals(Tag.BOOL) && text.matches("(?i)true|false")) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        return JSON.textNode(text);
    }

    private static JsonNode whole(String text) {
        if (text.length() > LONG_DIGITS) {
            return JSON.numberNode(new BigInteger(text));
        }
        long value = Long.parseLong(text);
        return (int) value == value ? JSON.numberNode((int) value) : JSON.numberNode(value);
    }

    @Override
    public int maxDepth() {
        return 60;
    }

    @Override
    public String example() {
        return "do: [{greet: {call: demo/greet}}]";
    }
}
