package io.sluice.accounts;

import io.sluice.contract.FunctionName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which functions a key may call: all, an owner's, or one.
 *
 * @param owner the owner whose functions are meant, or {@code *}
 * @param name the function that is meant, or {@code *}
 */
public record FunctionPattern(String owner, String name) {

    /** Every function. */
    public static final FunctionPattern ALL = new FunctionPattern("*", "*");

    private static final String ANY = "*";
    private static final Pattern FORM = Pattern.compile(
            "(?:algo://)?(?:\\*|(?<owner>" + FunctionName.PART + ")/(?<name>\\*|" + FunctionName.PART + "))");

    /**
     * Reads {@code algo://*}, {@code algo://owner/*} or {@code algo://owner/name}.
     *
     * @throws IllegalArgumentException when the text is none of them
     */
    public static FunctionPattern parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a key's functions are 'algo://*', 'algo://owner/*' or 'algo://owner/name', was '" + text + "'");
        }
        String owner = matcher.group("owner");
        return owner == null ? ALL : new FunctionPattern(owner, matcher.group("name"));
    }

    /** Whether the function is meant. */
    public boolean matches(FunctionName function) {
        return owner.equals(ANY)
                || owner.equalsIgnoreCase(function.owner())
                        && (name.equals(ANY) || name.equalsIgnoreCase(function.name()));
    }

    /** Whether whatever the other pattern means is meant. */
    public boolean covers(FunctionPattern other) {
        return (owner.equals(ANY) || owner.equalsIgnoreCase(other.owner))
                && (name.equals(ANY) || name.equalsIgnoreCase(other.name));
    }

    /** As it is written: {@code algo://owner/name}. */
    @Override
    public String toString() {
        return owner.equals(ANY) ? "algo://*" : "algo://" + owner + "/" + name;
    }
}
