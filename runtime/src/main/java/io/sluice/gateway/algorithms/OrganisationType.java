package io.sluice.gateway.algorithms;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Kinds of organisations that clients name; they differ in nothing here. */
enum OrganisationType {
    BASIC,
    LEGACY,
    PRO;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String id() {
        return UUID.nameUUIDFromBytes(("organization-type:" + word()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The type of that word or id. */
    static Optional<OrganisationType> of(String text) {
        return Arrays.stream(values())
                .filter(each -> each.word().equals(text) || each.id().equals(text))
                .findFirst();
    }
}
