package io.sluice.contract;

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

    /** What an absent version means. */
    VersionSelector LATEST = new Latest();

    /** A selector's spelling: {@code latest}, {@code 1.2.3}, {@code 1}, {@code 1.*}, {@code 1.2}, {@code 1.2.*} or {@code 1.2.x}. */
    Pattern RANGE = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.[*xX])?");

    /**
     * Reads a selector in one of the spellings of {@link #RANGE}.
     *
     * @throws IllegalArgumentException when the text is none of them
     */
    static VersionSelector parse(String text) {
        if (text.isEmpty() || text.equals("latest")) {
            return LATEST;
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
                    "a version is 'latest', '1.2.3', '1.2', '1.2.*', '1' or '1.*', was '" + text + "'", e);
        }
    }
}
