package io.sluice.functions.clean;

import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes what is not language from a text. Immutable, for any thread. */
public final class Cleaner {

    private static final Pattern ENTITY = Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});");
    private static final Pattern URL =
            Pattern.compile("(?i)\\b(?:https?://\\S+|www\\.\\S+|pic\\.twitter\\.com/\\S+|https?(?=\\s|$|[.…]))");
    private static final Pattern HANDLE = Pattern.compile("(?<![\\w@])\\.?@\\w{1,30}\\b:?");
    private static final Pattern HASHTAG = Pattern.compile("(?<![\\w&])#\\w+");
    private static final Pattern LONG_LETTER = Pattern.compile("(\\p{L})\\1{2,}");
    private static final Pattern LONG_MARK = Pattern.compile("([!?.~*])\\1{3,}");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\u200B\\u2060\\uFEFF]+");

    private static final Map<String, String> NAMED_ENTITIES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("hellip", "…"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("euro", "€"),
            Map.entry("pound", "£"),
            Map.entry("copy", "©"));

    private final Set<Removal> removals;

    public Cleaner(Set<Removal> removals) {
        this.removals = Set.copyOf(removals);
    }

    /** One that removes what is usual. */
    public static Cleaner usual() {
        return new Cleaner(Removal.USUAL);
    }

    /** The text without what is removed. Entities go first: an address may hold {@code &amp;}. */
    public String clean(String text) {
        var cleaned = text;
        if (removals.contains(Removal.ENTITIES)) {
            cleaned = ENTITY.matcher(cleaned).replaceAll(Cleaner::character);
        }
        cleaned = without(Removal.URLS, URL, " ", cleaned);
        cleaned = without(Removal.HANDLES, HANDLE, " ", cleaned);
        cleaned = without(Removal.HASHTAGS, HASHTAG, " ", cleaned);
        cleaned = without(Removal.ELONGATIONS, LONG_LETTER, "$1$1", cleaned);
        cleaned = without(Removal.ELONGATIONS, LONG_MARK, "$1$1$1", cleaned);
        return removals.contains(Removal.WHITESPACE)
                ? SPACE.matcher(cleaned).replaceAll(" ").strip()
                : cleaned;
    }

    private String without(Removal removal, Pattern pattern, String replacement, String text) {
        return removals.contains(removal) ? pattern.matcher(text).replaceAll(replacement) : text;
    }

    private static String character(MatchResult entity) {
        var name = entity.group(1);
        var character = name.startsWith("#") ? numbered(name.substring(1)) : NAMED_ENTITIES.get(name);
        return Matcher.quoteReplacement(character == null ? entity.group() : character);
    }

    private static String numbered(String digits) {
        var hexadecimal = digits.startsWith("x") || digits.startsWith("X");
        var codePoint = hexadecimal ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "\uFFFD";
    }
}
