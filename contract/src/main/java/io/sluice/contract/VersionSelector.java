package io.sluice.contract;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which version of a function a caller asks for. */
public sealed interface VersionSelector {

    /** The version that is current. */
    record Latest() implements VersionSelector {
        @Override
        public String toString() {
            return "latest";
        }
    }

    /** One version, pinned. */
    record Exact(SemanticVersion version) implements VersionSelector {
        @Override
        public String toString() {
            return version.toString();
        }
    }

    /** The newest version with this major number and, where given, this minor number. */
    record Range(int major, OptionalInt minor) implements VersionSelector {
        /** Whether the version lies in the range. */
        public boolean includes(SemanticVersion version) {
            return version.major() == major && (minor.isEmpty() || version.minor() == minor.getAsInt());
        }

        @Override
        public String toString() {
            return minor.isPresent() ? major + "." + minor.getAsInt() + ".*" : major + ".*";
        }
    }

    /** The newest version that not everybody may call. */
    record LatestPrivate() implements VersionSelector {
        @Override
        public String toString() {
            return "latestPrivate";
        }
    }

    /**
     * A build, published as a version or not.
     *
     * @param hash 40 digits of hex, in lower case
     */
    record Build(String hash) implements VersionSelector {
        @Override
        public String toString() {
            return hash;
        }
    }

    /** What an absent version means. */
    VersionSelector LATEST = new Latest();

    /** How a build's hash looks. */
    Pattern HASH = Pattern.compile("[0-9a-fA-F]{40}");

    /** How a range looks: {@code 1}, {@code 1.*}, {@code 1.2}, {@code 1.2.*} or {@code 1.2.x}. */
    Pattern RANGE = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.[*xX])?");

    /**
     * Reads {@code latest}, {@code latestPrivate}, {@code 1.2.3}, a range as in {@link #RANGE}, or a build's hash.
     *
     * @throws IllegalArgumentException when the text is none of them
     */
    static VersionSelector parse(String text) {
        if (text.isEmpty() || text.equals("latest")) {
            return LATEST;
        }
        if (text.equals("latestPrivate")) {
            return new LatestPrivate();
        }
        if (HASH.matcher(text).matches()) {
            return new Build(text.toLowerCase(Locale.ROOT));
        }
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            String minor = range.group(2);
            return new Range(
                    Integer.parseInt(range.group(1)),
                    minor == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(minor)));
        }
        return new Exact(exact(text));
    }

    private static SemanticVersion exact(String text) {
        try {
            return SemanticVersion.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a version is 'latest', '1.2.3', '1.2', '1.2.*', '1', '1.*', 'latestPrivate' or a build's hash of 40 hex digits, was '"
                            + text + "'",
                    e);
        }
    }
}
