package io.sluice.gateway;

import io.sluice.router.CacheUse;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;

/** Reads the header {@code Cache-Control} of a request, of which two directives are known (RFC 9111, 5.2.1.4 and 5.2.1.5). */
final class CacheControl {

    private CacheControl() {}

    /** What a request says of kept results; without the header they will do. */
    static CacheUse of(MultiMap headers) {
        if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
            return CacheUse.ALLOWED;
        }
        CacheUse use = CacheUse.ALLOWED;
        for (String value : headers.getAll(HttpHeaders.CACHE_CONTROL)) {
            for (String directive : value.split(",", -1)) {
                use = use.and(directive(directive.strip().toLowerCase(Locale.ROOT)));
            }
        }
        return use;
    }

    private static CacheUse directive(String directive) {
        return switch (directive) {
            case "no-cache" -> CacheUse.REFRESH;
            case "no-store" -> CacheUse.REFUSED;
            default -> CacheUse.ALLOWED;
        };
    }
}
