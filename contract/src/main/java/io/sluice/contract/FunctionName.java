package io.sluice.contract;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function's name, {@code owner/name}, as in {@code demo/shout}.
 *
 * <p>Names keep the spelling they were registered with and are equal whatever the case of their letters.
 */
public final class FunctionName implements Comparable<FunctionName> {

    /** What an owner's and a function's name look like: a letter or digit, then up to 62 letters, digits, {@code _ -}. */
    public static final String PART = "[A-Za-z0-9][A-Za-z0-9_-]{0,62}";

    private static final Pattern PART_PATTERN = Pattern.compile(PART);
    private static final Pattern FORM = Pattern.compile("(?:algo://)?([^/@]+)/([^/@]+)");

    private final String owner;
    private final String name;
    private final String text;
    private final String key;

    /**
     * @param owner the user or organisation that the function belongs to
     * @param name the function's own name, unique within its owner
     * @throws IllegalArgumentException when one of them is not of the form of {@link #PART}
     */
    public FunctionName(String owner, String name) {
        requirePart("owner", owner);
        requirePart("name", name);
        this.owner = owner;
        this.name = name;
        this.text = owner + "/" + name;
        this.key = text.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code owner/name}, with or without {@code algo://} before it.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static FunctionName parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a function's name has the form owner/name, was '" + text + "'");
        }
        return new FunctionName(matcher.group(1), matcher.group(2));
    }

    private static void requirePart(String part, String value) {
        if (!PART_PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("the " + part + " of a function starts with a letter or digit and has at"
                    + " most 63 letters, digits, '_' or '-', was '" + value + "'");
        }
    }

    /** The user or organisation that the function belongs to. */
    public String owner() {
        return owner;
    }

    /** The function's own name, unique within its owner. */
    public String name() {
        return name;
    }

    /** The spelling that equal names share: all lower case. */
    public String key() {
        return key;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FunctionName that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public int compareTo(FunctionName other) {
        return key.compareTo(other.key);
    }

    /** {@code owner/name}. */
    @Override
    public String toString() {
        return text;
    }
}
