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
 * A file as a tree of JSON, and the line on which each of its fields stands.
 *
 * @param form how its fields are named
 * @param lines a field's path, such as {@code permissions.callability}, to its line
 */
public record YamlDocument(String file, YamlForm form, ObjectNode root, Map<String, Integer> lines) {

    /** Reads one document whose top is a mapping; aliases, other tags and repeated keys are problems. */
    public static YamlDocument parse(String file, String text, YamlForm form) throws InvalidManifestException {
        try {
            refuseAliases(file, text, form);
            return new YamlTree(file, form).read(mapping(file, form, yaml(form).compose(new StringReader(text))));
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
            at = form.around(at);
        }
        return lines.getOrDefault(at, 1);
    }

    /** What is wrong with a field of it. */
    public ManifestProblem problem(String path, String rule, @Nullable String value) {
        return new ManifestProblem(file, line(path), path, rule, value);
    }

    private static Yaml yaml(YamlForm form) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(form.maxDepth());
        options.setCodePointLimit(ManifestReader.MAX_SIZE);
        return new Yaml(options);
    }

    /** Before anything is built: an alias could stand for more than fits into memory. */
    private static void refuseAliases(String file, String text, YamlForm form) throws InvalidManifestException {
        for (Event event : yaml(form).parse(new StringReader(text))) {
            if (event instanceof AliasEvent alias) {
                int line = line(event.getStartMark());
                throw new InvalidManifestException(new ManifestProblem(
                        file, line, "", "must not use aliases; write the value out", "*" + alias.getAnchor()));
            }
        }
    }

    private static MappingNode mapping(String file, YamlForm form, @Nullable Node top) throws InvalidManifestException {
        if (top instanceof MappingNode mapping) {
            return mapping;
        }
        boolean empty = top == null
                || top instanceof ScalarNode scalar && scalar.getValue().isBlank();
        String rule = "must be a mapping of fields, such as '" + form.example() + "'";
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
