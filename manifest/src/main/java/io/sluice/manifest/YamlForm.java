package io.sluice.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import org.yaml.snakeyaml.nodes.Tag;

/** What sets one kind of YAML file apart from another: how its fields are named, and what its scalars mean. */
public interface YamlForm {

    /** A field of what is at the path; the path of the whole file is empty. */
    String field(String path, String key);

    /** An item of the list at the path, counted from 0. */
    String item(String path, int index);

    /** The path of what a path's field or item is in. */
    String around(String path);

    /** What a scalar that is neither nothing nor of a tag of its author's is. */
    JsonNode scalar(String path, Tag tag, String text);

    /** How deep values may be nested. */
    int maxDepth();

    /** A line to show those who gave something else than a mapping. */
    String example();
}
