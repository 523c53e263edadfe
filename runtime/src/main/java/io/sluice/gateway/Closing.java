package io.sluice.gateway;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.MultiSelectFirstUntilOtherOp;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Refuses new requests when the runtime has begun to end, so that what is in flight gets done. Questions for its health and
 * figures are answered to the end. Safe for use by many threads.
 */
public final class Closing {

    /** What runs next, if anything does, is not there sooner. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final String OWN_PATHS = "/q/";

    private final BroadcastProcessor<Object> end = BroadcastProcessor.create();
    private volatile boolean begun;

    /** New requests are refused from now on, and streams without an end of their own are ended. */
    public void begin() {
        begun = true;
        end.onComplete();
    }

    /** Whether it has begun. */
    public boolean hasBegun() {
        return begun;
    }

    /** A stream that would go on for as long as its client likes, and so hold the end up. */
    public <T> Multi<T> endOf(Multi<T> stream) {
        return Infrastructure.onMultiCreation(new MultiSelectFirstUntilOtherOp<>(stream, end));
    }

    /** Answers a request that comes too late; false when it is not too late. */
    public boolean refuses(RoutingContext context) {
        if (!begun || context.request().path().startsWith(OWN_PATHS)) {
            return false;
        }
        var unused = Replies.error(
                context.response(),
                new ErrorReply(503, 0, "the runtime ends; it takes no new requests", RETRY_AFTER),
                null);
        return true;
    }
}
