package io.sluice.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A manifest as a tree of JSON, and the line on which each of its fields stands.
 *
 * @param lines a field's path, such as {@code permissions.callability}, to its line
 */
record YamlDocument(String file, ObjectNode root, Map<String, Integer> lines) {

    private static final int MAX_DEPTH = 20;

    /** Reads one document whose top is a mapping; aliases, other tags and repeated keys are problems. */
    static YamlDocument parse(String file, String text) throws InvalidManifestException {
        try {
            refuseAliases(file, text);
            return new YamlTree(file).read(mapping(file, yaml().compose(new StringReader(text))));
        } catch (MarkedYAMLException e) {
            throw new InvalidManifestException(syntaxProblem(file, text, e));
        } catch (YAMLException e) {
            String reason = e.getMessage() == null
                    ? ""
                    : e.getMessage().lines().findFirst().orElse("");
            throw new InvalidManifestException(new ManifestProblem(file, 1, "", "must be valid YAML: " + reason, null));
        }
    }

    /** The line of a field or, where the file does not have it, of the nearest one around it. */
    int line(String path) {
        String at = path;
        while (!at.isEmpty() && !lines.containsKey(at)) {
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return lines.getOrDefault(at, 1);
    }

    ManifestProblem problem(String path, String rule, @Nullable String value) {
        return new ManifestProblem(file, line(path), path, rule, value);
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(ManifestReader.MAX_SIZE);
        return new Yaml(options);
    }

    /** Before anything is built: an alias could stand for more than fits into memory. */
    private static void refuseAliases(String file, String text) throws InvalidManifestException {
        for (Event event : yaml().parse(new StringReader(text))) {
            if (event instanceof AliasEvent alias) {
                int line = line(event.getStartMark());
                throw new InvalidManifestException(new ManifestProblem(
                        file, line, "", "must not use aliases; write the value out", "*" + alias.getAnchor()));
            }
        }
    }

    private static MappingNode mapping(String file, @Nullable Node top) throws InvalidManifestException {
        if (top instanceof MappingNode mapping) {
            return mapping;
        }
        boolean empty = top == null
                || top instanceof ScalarNode scalar && scalar.getValue().isBlank();
        String rule = "must be a mapping of fields, such as 'name: demo/shout'";
        int line = top == null ? 1 : line(top.getStartMark());
        String found = empty ? "an empty file" : top instanceof ScalarNode ? "a text" : "a list";
        throw new InvalidManifestException(new ManifestProblem(file, line, "", rule + "; this is " + found, null));
    }

    private static ManifestProblem syntaxProblem(String file, String text, MarkedYAMLException e) {
        int line = e.getProblemMark() == null ? 1 : line(e.getProblemMark());
        String source = text.lines().skip(line - 1L).findFirst().orElse("").strip();
        String rule = e.getProblem() != null && e.getProblem().contains("\\t")
                ? "must be indented with spaces, not tabs"
                : "must be valid YAML: " + e.getProblem();
        return new ManifestProblem(file, line, "", rule, source.isEmpty() ? null : source);
    }

    static int line(Mark mark) {
        return mark.getLine() + 1;
    }
}
