package io.sluice.accounts;

import java.util.Locale;
import java.util.stream.Stream;

/** What an API key is made for. */
public enum KeyKind {
    /** Everything, for every account: the key of the first start, and those that administrators are given. */
    SUPERUSER,
    /** To act as its user, as far as its rights go. */
    ALGORITHM,
    /** To administer accounts, and nothing else: it calls no function and reads no data. */
    PLATFORM_ADMIN;

    /** The word for it in Sluice's own API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of that word.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static KeyKind of(String word) {
        return Stream.of(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the kind of a key is one of "
                        + Stream.of(values()).map(KeyKind::word).toList() + ", was '" + word + "'"));
    }
}
