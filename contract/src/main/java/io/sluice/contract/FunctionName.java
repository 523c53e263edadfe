package io.sluice.contract;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function's name, {@code owner/name}, as in {@code demo/shout}.
 *
 * <p>Names keep the spelling they were registered with and are equal whatever the case of their letters.
 *
 * @param owner the user or organisation that the function belongs to
 * @param name the function's own name, unique within its owner
 */
public record FunctionName(String owner, String name) implements Comparable<FunctionName> {

    /** What an owner's and a function's name look like: a letter or digit, then up to 62 letters, digits, {@code _ -}. */
    public static final String PART = "[A-Za-z0-9][A-Za-z0-9_-]{0,62}";

    private static final Pattern PART_PATTERN = Pattern.compile(PART);
    private static final Pattern FORM = Pattern.compile("(?:algo://)?([^/@]+)/([^/@]+)");

    public FunctionName {
        requirePart("owner", owner);
        requirePart("name", name);
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

    /** The spelling that equal names share: all lower case. */
    public String key() {
        return (owner + "/" + name).toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FunctionName that
                && owner.equalsIgnoreCase(that.owner)
                && name.equalsIgnoreCase(that.name);
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public int compareTo(FunctionName other) {
        return key().compareTo(other.key());
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
