package io.sluice.contract;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version {@code major.minor.patch}, each from 0 to 999,999; ordered as numbers. */
public final class SemanticVersion implements Comparable<SemanticVersion> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})");
    private static final Comparator<SemanticVersion> ORDER = Comparator.comparingInt(SemanticVersion::major)
            .thenComparingInt(SemanticVersion::minor)
            .thenComparingInt(SemanticVersion::patch);

    private final int major;
    private final int minor;
    private final int patch;
    private final String text;

    public SemanticVersion(int major, int minor, int patch) {
        this.major = major;
        this.minor = minor;
        this.patch = patch;
        this.text = major + "." + minor + "." + patch;
    }

    /**
     * Reads {@code 1.2.3}.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static SemanticVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a version has the form major.minor.patch, was '" + text + "'");
        }
        return new SemanticVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** The version after this one that differs in its patch number only. */
    public SemanticVersion nextPatch() {
        return new SemanticVersion(major, minor, patch + 1);
    }

    public int major() {
        return major;
    }

    public int minor() {
        return minor;
    }

    public int patch() {
        return patch;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SemanticVersion that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return ORDER.compare(this, other);
    }

    /** {@code major.minor.patch}. */
    @Override
    public String toString() {
        return text;
    }
}
