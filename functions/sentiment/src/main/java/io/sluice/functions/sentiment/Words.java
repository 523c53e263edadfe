package io.sluice.functions.sentiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Cuts a text, raw or joined from tokens or lemmas, into words and marks that come out (nearly) the same whichever way
 * it came: handles and addresses are dropped, contractions written out. For any thread.
 */
final class Words {

    private static final Pattern DROPPED = Pattern.compile("(?i)@\\w+|https?(?:://\\S+|\\b)|www\\.\\S+");
    private static final Pattern NOT = Pattern.compile("(?i)(?:(?<=\\bca)|(?<=\\bwo)|(?<=\\w))\\s?n[’']t\\b");
    private static final Pattern ELONGATION = Pattern.compile("(\\p{L})\\1{2,}");
    private static final Pattern WORD = Pattern.compile(String.join(
            "|",
            "<3+|</3",
            "(?<!\\w)[<>]?[:;=8xX][-o*']?[)\\](\\[dDpP/\\\\|@}{3*]+(?!\\w)",
            "[(\\[)\\]]+[-o*']?[:;=](?!\\w)",
            "#?[\\p{L}\\p{M}]+(?:['’-][\\p{L}\\p{M}]+)*",
            "\\d+(?:[.,:]\\d+)*",
            "[!?]+|\\.{2,}|…|[.,;:\"]",
            "\\p{So}"));

    private Words() {}

    /** The words as they are written, in order. */
    static List<String> of(String text) {
        var plain = NOT.matcher(DROPPED.matcher(entities(text)).replaceAll(" ")).replaceAll(" not");
        var matcher = WORD.matcher(ELONGATION.matcher(plain).replaceAll("$1$1"));
        var words = new ArrayList<String>();
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** The form in which a word is looked up: lower case, plain apostrophes. */
    static String normal(String word) {
        return Character.isDigit(word.charAt(0))
                ? "0"
                : word.toLowerCase(Locale.ROOT).replace('’', '\'');
    }

    private static String entities(String text) {
        return text.indexOf('&') < 0
                ? text
                : text.replace("&amp;", "&")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'");
    }
}
