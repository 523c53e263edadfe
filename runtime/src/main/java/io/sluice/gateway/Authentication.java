package io.sluice.gateway;

import io.sluice.registry.ApiKey;
import io.sluice.registry.ApiKeys;
import io.sluice.registry.Caller;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says who is calling, by the key in the {@code Authorization} header: {@code Simple KEY}, {@code Bearer KEY} or the bare
 * key. Every path but {@code /q/health} asks for one.
 */
public final class Authentication {

    private static final String CALLER = "sluice.caller";
    private static final String OPEN_PREFIX = "/q/health";

    private final ApiKeys keys;

    public Authentication(ApiKeys keys) {
        this.keys = keys;
    }

    /** Lets a request pass with its caller noted, or answers it with 401. */
    public void filter(RoutingContext context) {
        Optional<Caller> caller = caller(context.request());
        if (caller.isPresent()) {
            context.put(CALLER, caller.get());
            context.next();
        } else if (isOpen(context.request().path())) {
            context.next();
        } else {
            var unused = Replies.error(context.response(), refusal(context.request()), null);
        }
    }

    /** The caller that {@link #filter} noted. */
    public static Caller of(RoutingContext context) {
        Caller caller = context.get(CALLER);
        if (caller == null) {
            throw new IllegalStateException(
                    "no caller was noted for " + context.request().path());
        }
        return caller;
    }

    private static boolean isOpen(String path) {
        return path.equals(OPEN_PREFIX) || path.startsWith(OPEN_PREFIX + "/");
    }

    private Optional<Caller> caller(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null ? Optional.empty() : keys.find(bare(header)).map(ApiKey::caller);
    }

    private static String bare(String header) {
        String stripped = header.strip();
        int space = stripped.indexOf(' ');
        if (space < 0) {
            return stripped;
        }
        return switch (stripped.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "simple", "bearer" -> stripped.substring(space + 1).strip();
            default -> "";
        };
    }

    private static ErrorReply refusal(HttpServerRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        String advice = header == null
                ? "send the header 'Authorization: Simple KEY'"
                : "the key in the header 'Authorization' is not known here";
        return new ErrorReply(401, ErrorReply.BAD_KEY, "authorization required: " + advice, null);
    }
}
