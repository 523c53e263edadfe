package io.sluice.gateway;

import io.sluice.accounts.Accounts;
import io.sluice.accounts.ApiKeys;
import io.sluice.accounts.Caller;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Says who is calling, by the key in the {@code Authorization} header: {@code Simple KEY}, {@code Bearer KEY} or the bare
 * key; git logs in with the key as its password. Every path but {@code /q/health} asks for one.
 */
public final class Authentication {

    private static final String CALLER = "sluice.caller";
    private static final String OPEN_PREFIX = "/q/health";

    private final KnownCallers callers;

    public Authentication(ApiKeys keys, Accounts accounts) {
        this.callers = new KnownCallers(keys, accounts);
    }

    /** Lets a request pass with its caller noted, or answers it with 401. */
    public void filter(RoutingContext context) {
        Caller caller = caller(context.request());
        if (caller != null) {
            let(context, caller);
        } else if (WebPages.isQuestion(context.request())) {
            WebPages.answer(context.response());
        } else if (isOpen(context.request().path())) {
            context.next();
        } else {
            if (GitLogin.isFor(context.request().path())) {
                context.response().putHeader("WWW-Authenticate", "Basic realm=\"Sluice\"");
            }
            var unused = Replies.error(context.response(), refusal(context.request()), null);
        }
    }

    private static void let(RoutingContext context, Caller caller) {
        ErrorReply refusal = WebPages.refusal(context.request(), caller);
        if (refusal == null) {
            context.put(CALLER, caller);
            context.next();
        } else {
            var unused = Replies.error(context.response(), refusal, null);
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

    private @Nullable Caller caller(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return null;
        }
        return callers.find(GitLogin.isFor(request.path()) ? GitLogin.key(header) : header);
    }

    private static ErrorReply refusal(HttpServerRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        String advice = header == null
                ? "send the header 'Authorization: Simple KEY'"
                : "the key in the header 'Authorization' is not known here";
        return new ErrorReply(401, ErrorReply.BAD_KEY, "authorization required", advice, null);
    }
}
