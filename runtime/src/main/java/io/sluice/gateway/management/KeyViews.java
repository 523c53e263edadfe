package io.sluice.gateway.management;

import io.sluice.accounts.ApiKey;
import io.sluice.accounts.FunctionPattern;
import io.sluice.accounts.KeyKind;
import io.sluice.accounts.Rights;
import io.sluice.contract.api.KeyRights;
import io.sluice.contract.api.KeySummary;
import io.sluice.contract.api.NewKey;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keys as the management API writes them, and reads what somebody wants. */
final class KeyViews {

    private static final String ANY = "*";

    private KeyViews() {}

    /** @param secret the key itself, where this is the reply that creates it */
    static KeySummary summary(ApiKey key, @Nullable String secret) {
        return new KeySummary(
                key.id(),
                key.user(),
                key.label(),
                rights(key.rights()),
                key.createdAt().toString(),
                secret);
    }

    private static KeyRights rights(Rights rights) {
        return new KeyRights(
                rights.kind().word(),
                rights.functions().stream().map(FunctionPattern::toString).toList(),
                rights.readsData(),
                rights.writesData(),
                rights.managesFunctions(),
                rights.webOrigin());
    }

    /**
     * The rights that are wanted: those that are named, or all of the kind where none is.
     *
     * @throws IllegalArgumentException when a word, a pattern or an origin is none
     */
    static Rights rights(NewKey wanted) {
        KeyKind kind = wanted.kind() == null ? KeyKind.ALGORITHM : KeyKind.of(wanted.kind());
        if (kind != KeyKind.ALGORITHM) {
            requireNoRights(wanted, kind);
            return kind == KeyKind.SUPERUSER ? Rights.SUPERUSER : Rights.PLATFORM_ADMIN;
        }
        return namesRights(wanted) ? named(wanted) : with(Rights.OWN, wanted.webOrigin());
    }

    private static Rights named(NewKey wanted) {
        List<String> functions = wanted.functions() == null ? List.of() : wanted.functions();
        return new Rights(
                KeyKind.ALGORITHM,
                functions.stream()
                        .map(pattern -> FunctionPattern.parse(String.valueOf(pattern)))
                        .toList(),
                Boolean.TRUE.equals(wanted.readsData()),
                Boolean.TRUE.equals(wanted.writesData()),
                Boolean.TRUE.equals(wanted.managesFunctions()),
                origin(wanted.webOrigin()));
    }

    private static Rights with(Rights rights, @Nullable String webOrigin) {
        return new Rights(
                rights.kind(),
                rights.functions(),
                rights.readsData(),
                rights.writesData(),
                rights.managesFunctions(),
                origin(webOrigin));
    }

    private static boolean namesRights(NewKey wanted) {
        return Stream.of(wanted.functions(), wanted.readsData(), wanted.writesData(), wanted.managesFunctions())
                .anyMatch(Objects::nonNull);
    }

    private static void requireNoRights(NewKey wanted, KeyKind kind) {
        if (namesRights(wanted) || wanted.webOrigin() != null) {
            throw new IllegalArgumentException("a key of kind '" + kind.word()
                    + "' has the rights of its kind: name functions, data, management or a web origin for keys of kind '"
                    + KeyKind.ALGORITHM.word() + "' only");
        }
    }

    private static @Nullable String origin(@Nullable String text) {
        if (text == null || text.equals(ANY) || isHost(text) || isOrigin(text)) {
            return text;
        }
        throw new IllegalArgumentException(
                "a web origin is '*', a host such as 'example.org' or an origin such as 'https://example.org:8443', was '"
                        + text + "'");
    }

    private static boolean isHost(String text) {
        return text.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getScheme() != null
                    && uri.getHost() != null
                    && text.equals(uri.getScheme() + "://" + uri.getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
