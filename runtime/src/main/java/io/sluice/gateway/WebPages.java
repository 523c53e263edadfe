package io.sluice.gateway;

import io.sluice.accounts.Caller;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What pages in browsers may do: use keys that are for their origin (the Fetch standard's CORS protocol). Browsers ask first,
 * without the key, whether a page may send one: it may, and is refused with the request itself where the key is not for it.
 * Programs send no {@code Origin} and are not concerned.
 */
final class WebPages {

    private static final CharSequence ANY = HttpHeaders.createOptimized("*");
    private static final CharSequence METHODS =
            HttpHeaders.createOptimized("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    private static final CharSequence HEADERS = HttpHeaders.createOptimized("authorization, content-type, accept");
    private static final CharSequence EXPOSED =
            HttpHeaders.createOptimized("x-error-message, x-data-type, retry-after, sluice-invocation");
    private static final CharSequence A_DAY = HttpHeaders.createOptimized("86400");

    private WebPages() {}

    /** Whether a browser asks what a page may send. */
    static boolean isQuestion(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader(HttpHeaders.ORIGIN) != null
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }

    /** Answers that. */
    static void answer(HttpServerResponse response) {
        var unused = response.setStatusCode(204)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, A_DAY)
                .end();
    }

    /** Why the page that sends a request may not use that caller's key, or null where it may; then its answer says so. */
    static @Nullable ErrorReply refusal(HttpServerRequest request, Caller caller) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || isOwn(request, origin)) {
            return null;
        }
        if (!caller.rights().servesPagesOf(origin)) {
            return new ErrorReply(
                    403,
                    ErrorReply.NOT_AUTHORIZED,
                    "pages of '" + origin + "' may not use this key: it is for "
                            + (caller.rights().webOrigin() == null
                                    ? "no web pages"
                                    : "those of '" + caller.rights().webOrigin() + "'"),
                    null);
        }
        request.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN)
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        return null;
    }

    /** Whether the page came from this runtime. */
    private static boolean isOwn(HttpServerRequest request, String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
