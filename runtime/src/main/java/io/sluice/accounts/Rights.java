package io.sluice.accounts;

import io.sluice.contract.FunctionName;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key lets its holder do, as far as its user may do it at all.
 *
 * @param kind what the key is made for
 * @param functions the functions that the holder may call; none: it calls nothing
 * @param readsData whether it reads data
 * @param writesData whether it writes and deletes data
 * @param managesFunctions whether it deploys, changes and removes functions, and sees their logs
 * @param webOrigin the web origin whose pages may use it, {@code *} for all, null for none; keys used outside of browsers
 *     are not concerned
 */
public record Rights(
        KeyKind kind,
        List<FunctionPattern> functions,
        boolean readsData,
        boolean writesData,
        boolean managesFunctions,
        @Nullable String webOrigin) {

    /** Everything, for every account. */
    public static final Rights SUPERUSER =
            new Rights(KeyKind.SUPERUSER, List.of(FunctionPattern.ALL), true, true, true, null);

    /** All that the key's user may do. */
    public static final Rights OWN =
            new Rights(KeyKind.ALGORITHM, List.of(FunctionPattern.ALL), true, true, true, null);

    /** What a new key has where nothing is said. */
    public static final Rights NONE = new Rights(KeyKind.ALGORITHM, List.of(), false, false, false, null);

    /** To administer accounts, and nothing else. */
    public static final Rights PLATFORM_ADMIN =
            new Rights(KeyKind.PLATFORM_ADMIN, List.of(), false, false, false, null);

    public Rights {
        functions = List.copyOf(functions);
    }

    /** Whether the key lets its holder call the function. */
    public boolean mayCall(FunctionName function) {
        for (FunctionPattern pattern : functions) {
            if (pattern.matches(function)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a key with these rights lets its user make one with the others: for the same user, and no stronger. The web
     * origin does not matter, as pages of it are trusted with the new key only.
     */
    public boolean covers(Rights other) {
        return kind == KeyKind.SUPERUSER
                || other.kind == kind
                        && (readsData || !other.readsData)
                        && (writesData || !other.writesData)
                        && (managesFunctions || !other.managesFunctions)
                        && other.functions.stream().allMatch(this::covers);
    }

    private boolean covers(FunctionPattern wanted) {
        return functions.stream().anyMatch(pattern -> pattern.covers(wanted));
    }

    /** Whether accounts of others may be made and changed. */
    public boolean administers() {
        return kind != KeyKind.ALGORITHM;
    }

    /**
     * Whether a page of that origin may use the key.
     *
     * @param origin the browser's {@code Origin} header
     */
    public boolean servesPagesOf(String origin) {
        return webOrigin != null
                && (webOrigin.equals("*")
                        || webOrigin.equalsIgnoreCase(origin)
                        || webOrigin.equalsIgnoreCase(host(origin)));
    }

    private static String host(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host == null ? origin : host;
        } catch (IllegalArgumentException e) {
            return origin;
        }
    }
}
