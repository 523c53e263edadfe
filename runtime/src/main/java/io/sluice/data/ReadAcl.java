package io.sluice.data;

import java.util.List;
import java.util.Map;

/** Who else may read a collection; write to it may its owner alone. */
public enum ReadAcl {
    /** Nobody but the owner, and the functions that the owner calls. */
    OWNER(List.of()),
    /** The owner's functions too, whoever calls them. */
    OWN_FUNCTIONS(List.of("algo://.my/*")),
    /** Everybody who has a key. */
    EVERYBODY(List.of("user://*"));

    /** What a collection has where nothing is said. */
    public static final ReadAcl DEFAULT = OWN_FUNCTIONS;

    private static final Map<String, ReadAcl> BY_PATTERN = Map.of("algo://.my/*", OWN_FUNCTIONS, "user://*", EVERYBODY);

    private final List<String> patterns;

    ReadAcl(List<String> patterns) {
        this.patterns = patterns;
    }

    /** As clients write it. */
    public List<String> patterns() {
        return patterns;
    }

    /**
     * The list that clients wrote; of several patterns the widest holds.
     *
     * @throws DataFailure.Invalid naming the pattern that is none
     */
    public static ReadAcl of(List<String> patterns) {
        ReadAcl widest = OWNER;
        for (String pattern : patterns) {
            ReadAcl named = BY_PATTERN.get(pattern);
            if (named == null) {
                throw new DataFailure.Invalid(
                        "an access list has '\"user://*\"', '\"algo://.my/*\"' or nothing in it, had '" + pattern
                                + "'");
            }
            widest = named.compareTo(widest) > 0 ? named : widest;
        }
        return widest;
    }
}
