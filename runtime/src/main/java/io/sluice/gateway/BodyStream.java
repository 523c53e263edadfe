package io.sluice.gateway;

import io.sluice.spool.Inflow;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, from the event loop to a thread that may block, and not for longer than it may take: the client is held back
 * as long as that thread has enough to do.
 */
public final class BodyStream {

    private final HttpServerRequest request;
    private final Context context;
    private final Inflow bytes;
    private final LongConsumer came;
    private Laggards.@Nullable Watch watch;

    /** @param came told of bytes as they come */
    public BodyStream(HttpServerRequest request, Context context, LongConsumer came) {
        this.request = request;
        this.context = context;
        this.came = came;
        this.bytes = new Inflow(request, context, this::came);
    }

    private void came(long length) {
        came.accept(length);
        if (watch != null) {
            watch.progress(length);
        }
    }

    /** Lets the client send. On any thread. */
    public void start(Laggards laggards) {
        context.runOnContext(_ -> begin(laggards));
    }

    private void begin(Laggards laggards) {
        bytes.listen(ClientGone::new);
        watch = laggards.watch(0, () -> bytes.fail(late()));
        if (request.response().closed()) {
            bytes.fail(new ClientGone());
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private static BadRequest late() {
        return new BadRequest(
                408,
                ErrorReply.INVALID_INPUT,
                "the body came too slowly; it has sluice.gateway.client-timeout, and a second more for each 64 KiB that"
                        + " came");
    }

    /** Throws away what still comes. On the event loop. */
    public void stop() {
        bytes.stop();
        if (watch != null) {
            watch.stop();
        }
    }

    /** Lets the client send what is thrown away then. On the event loop. */
    void drop() {
        stop();
        if (!request.isEnded() && !request.response().closed()) {
            request.resume();
        }
    }

    /** The next bytes, or null at the end; fails with {@link ClientGone}, and with 408 when it takes too long. Blocks. */
    public @Nullable List<Buffer> next() throws InterruptedIOException {
        List<Buffer> some = bytes.next();
        if (some == null && watch != null) {
            watch.stop();
        }
        return some;
    }
}
