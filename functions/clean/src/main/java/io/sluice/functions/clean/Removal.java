package io.sluice.functions.clean;

import io.sluice.functions.text.InputErrors;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A kind of thing that cleaning removes. The names, in lower case, are those of the configuration. */
public enum Removal {
    /** {@code @someone}, with the dots that some put before it. */
    HANDLES,
    /** {@code http://...}, {@code https://...}, {@code www....}, and the bare {@code http} of anonymised data. */
    URLS,
    /** {@code &amp;} becomes {@code &}: HTML's references become the characters that they stand for. */
    ENTITIES,
    /** {@code soooo} becomes {@code soo}, {@code !!!!!} becomes {@code !!!}. */
    ELONGATIONS,
    /** {@code #topic}, whole. */
    HASHTAGS,
    /** Runs of space, line ends and invisible characters become one space; none stays at the ends. */
    WHITESPACE;

    /** What is removed unless somebody says otherwise: everything but hashtags, which often carry the opinion. */
    static final Set<Removal> USUAL = Set.copyOf(EnumSet.complementOf(EnumSet.of(HASHTAGS)));

    /**
     * Reads a list separated by commas; {@code none} is the empty one.
     *
     * @param thing what holds the list, for the error
     * @throws io.sluice.functions.AlgorithmException an {@code InputError} naming the word that is no removal
     */
    static Set<Removal> parse(String thing, String list) {
        var removals = EnumSet.noneOf(Removal.class);
        for (var word : list.split(",", -1)) {
            if (!word.isBlank() && !word.strip().equalsIgnoreCase("none")) {
                removals.add(named(thing, word.strip()));
            }
        }
        return removals;
    }

    private static Removal named(String thing, String word) {
        return Arrays.stream(values())
                .filter(removal -> removal.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> InputErrors.of("%s: '%s' is not one of none, %s"
                        .formatted(
                                thing,
                                word,
                                String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(removal -> removal.name().toLowerCase(Locale.ROOT))
                                                .toList()))));
    }
}
