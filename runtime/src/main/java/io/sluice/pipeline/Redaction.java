package io.sluice.pipeline;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes secrets out of what others get to see: as they are, as JSON, addresses and base64 write them, and their beginnings. */
final class Redaction {

    /** Takes nothing out. */
    static final Redaction NONE = new Redaction(List.of());

    private static final String INSTEAD = "[secret]";
    private static final String CUT = "...";

    /** What is cut off after fewer characters than that tells too little. */
    private static final int SHORTEST_BEGINNING = 3;

    private final List<String> forms;

    private Redaction(List<String> forms) {
        this.forms = forms;
    }

    static Redaction of(Collection<String> secrets) {
        return secrets.isEmpty()
                ? NONE
                : new Redaction(secrets.stream()
                        .flatMap(Redaction::forms)
                        .filter(form -> !form.isEmpty())
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList());
    }

    private static Stream<String> forms(String secret) {
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return Stream.of(
                secret,
                new String(JsonStringEncoder.getInstance().quoteAsString(secret)),
                encoded,
                encoded.replace("+", "%20"),
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    String of(String text) {
        String left = text;
        for (String form : forms) {
            left = left.replace(form, INSTEAD);
        }
        return left.contains(CUT) ? withoutBeginnings(left) : left;
    }

    /** Messages of jq show the beginning of a value, and dots. */
    private String withoutBeginnings(String text) {
        String left = text;
        for (String form : forms) {
            for (int length = form.length() - 1; length >= SHORTEST_BEGINNING; length--) {
                left = left.replace(form.substring(0, length) + CUT, INSTEAD);
            }
        }
        return left;
    }

    /** The same value, if there is nothing to take out. */
    JsonNode of(JsonNode value) {
        if (forms.isEmpty()) {
            return value;
        }
        return switch (value) {
            case TextNode text -> JsonNodeFactory.instance.textNode(of(text.textValue()));
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(field -> copy.set(of(field.getKey()), of(field.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(item -> copy.add(of(item)));
                yield copy;
            }
            default -> value;
        };
    }
}
