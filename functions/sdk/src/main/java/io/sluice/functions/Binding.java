package io.sluice.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The instance protocol's side of Funqy's functions: hands each request to an {@link Exchange} of its own.
 *
 * @param maxRequest the largest body that is read, in bytes
 */
record Binding(EntryPoints entryPoints, ObjectMapper mapper, CallScope scope, InFlight inFlight, long maxRequest) {

    private static final Logger LOG = Logger.getLogger(Binding.class);
    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final int EXIT_OUT_OF_MEMORY = 3;

    /** Takes one request; runs on the server's event loop. */
    void handle(HttpServerRequest request) {
        if (request.method() != HttpMethod.POST) {
            request.response().setStatusCode(405).putHeader("allow", "POST").end("call a function with POST\n");
            return;
        }
        Context context = VertxContext.getOrCreateDuplicatedContext(Vertx.currentContext());
        new Exchange(this, (ContextInternal) context, request, Call.arriving(functionOf(request), request.headers()))
                .begin();
    }

    private static String functionOf(HttpServerRequest request) {
        String path = request.path();
        String name = path.startsWith("/") ? path.substring(1) : path;
        return name.indexOf('%') < 0 ? name : decode(name);
    }

    private static String decode(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return name;
        }
    }

    /** Ends this JVM, which cannot be trusted any more, when the reply that says so has had time to leave. */
    void fatal(Throwable thrown) {
        LOG.errorf("the instance ends itself: %s", thrown);
        Thread.ofPlatform().name("last-words").start(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(LAST_WORDS.toMillis());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(EXIT_OUT_OF_MEMORY);
        });
    }
}
