package io.sluice.functions.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The object that a function is called with, read by the names that it knows; every other value is an {@code InputError}. */
public final class Options {

    private static final int QUOTED = 100;

    private final JsonNode object;

    private Options(JsonNode object) {
        this.object = object;
    }

    /** None at all. */
    public static Options none() {
        return new Options(JsonNodeFactory.instance.objectNode());
    }

    /**
     * Those of the object.
     *
     * @param known the names that it may have
     * @throws io.sluice.functions.AlgorithmException an {@code InputError} when it is no object, or has others
     */
    public static Options of(JsonNode input, Collection<String> known) {
        if (!input.isObject()) {
            throw InputErrors.mustBe("the input", "an object with " + listed(known), quoted(input));
        }
        input.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw InputErrors.of("'" + name + "' is no option here: there are " + listed(known));
            }
        });
        return new Options(input);
    }

    private static String listed(Collection<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }

    /** Whether it is there, and not null. */
    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** The value as it came; null's node where it is not there. */
    public JsonNode node(String name) {
        return object.path(name);
    }

    /** A text that is not empty. */
    public Optional<String> text(String name) {
        return has(name) ? Optional.of(textOf(name, object.get(name))) : Optional.empty();
    }

    /** A text that must be there. */
    public String required(String name) {
        return text(name).orElseThrow(() -> InputErrors.of("'" + name + "' is missing"));
    }

    /** A list of one to {@code most} texts that must be there. */
    public List<String> texts(String name, int most) {
        JsonNode list = object.path(name);
        if (!list.isArray() || list.isEmpty() || list.size() > most) {
            throw InputErrors.mustBe(
                    name, "a list of 1 to " + most, list.isArray() ? "one of " + list.size() : quoted(list));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : list) {
            texts.add(textOf(name + "[" + texts.size() + "]", each));
        }
        return List.copyOf(texts);
    }

    private static String textOf(String name, JsonNode node) {
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw InputErrors.mustBe(name, "a text", quoted(node));
        }
        return node.textValue();
    }

    /** A number from {@code least} to {@code most}. */
    public double number(String name, double least, double most, double otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode node = object.get(name);
        if (!node.isNumber() || !(node.doubleValue() >= least && node.doubleValue() <= most)) {
            throw InputErrors.mustBe(name, "a number from " + plain(least) + " to " + plain(most), quoted(node));
        }
        return node.doubleValue();
    }

    /** A whole number from {@code least} to {@code most}. */
    public int whole(String name, int least, int most, int otherwise) {
        double number = number(name, least, most, otherwise);
        if (number != Math.rint(number)) {
            throw InputErrors.mustBe(name, "a whole number", plain(number));
        }
        return (int) number;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** One of an enumeration's words, in lower case. */
    public <E extends Enum<E>> E word(String name, E otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        E[] words = otherwise.getDeclaringClass().getEnumConstants();
        String word = object.get(name).asText("");
        return Arrays.stream(words)
                .filter(each -> wordOf(each).equals(word))
                .findFirst()
                .orElseThrow(() -> InputErrors.mustBe(
                        name,
                        Arrays.stream(words).map(Options::wordOf).collect(Collectors.joining(", ", "one of ", "")),
                        quoted(object.get(name))));
    }

    private static String wordOf(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String quoted(JsonNode node) {
        if (node.isMissingNode()) {
            return "missing";
        }
        String text = node.toString();
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...";
    }
}
