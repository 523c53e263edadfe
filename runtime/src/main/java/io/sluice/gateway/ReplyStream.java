package io.sluice.gateway;

import io.sluice.spool.Outflow;
import io.sluice.spool.Pieces;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Sends a reply from a thread that may block, by way of the event loop, and gives up on a client that takes it too slowly. */
public final class ReplyStream {

    private final HttpServerRequest request;
    private final Context context;
    private final Laggards laggards;
    private final LongConsumer went;
    private final Outflow bytes;
    private volatile Laggards.@Nullable Watch watch;

    /** @param went told of bytes as they go */
    public ReplyStream(HttpServerRequest request, Context context, Laggards laggards, LongConsumer went) {
        this.request = request;
        this.context = context;
        this.laggards = laggards;
        this.went = went;
        this.bytes = new Outflow(request.response(), context, this::went);
    }

    private void went(long length) {
        Laggards.Watch looking = watch;
        if (looking != null) {
            looking.progress(length);
        }
        went.accept(length);
    }

    /** Sends it; fails with {@link ClientGone} when nobody takes it. Blocks. */
    public void send(int status, Map<String, String> headers, Pieces pieces) throws IOException {
        CompletableFuture<Laggards.Watch> begun = new CompletableFuture<>();
        context.runOnContext(_ -> begun.complete(begin(status, headers)));
        Laggards.Watch looking = await(begun);
        try {
            bytes.send(pieces);
        } catch (IOException e) {
            // It has been promised more: the client must see that it did not come.
            context.runOnContext(_ -> Laggards.cutOff(request));
            throw e;
        } finally {
            looking.stop();
        }
    }

    private Laggards.Watch begin(int status, Map<String, String> headers) {
        HttpServerResponse response = request.response();
        response.closeHandler(_ -> bytes.fail(new ClientGone()));
        response.exceptionHandler(_ -> bytes.fail(new ClientGone()));
        bytes.begin();
        if (response.closed()) {
            bytes.fail(new ClientGone());
        } else {
            response.setStatusCode(status);
            headers.forEach(response::putHeader);
            response.setChunked(!headers.containsKey("Content-Length"));
        }
        Laggards.Watch looking = laggards.watch(0, () -> Laggards.cutOff(request));
        watch = looking;
        return looking;
    }

    private static Laggards.Watch await(CompletableFuture<Laggards.Watch> begun) throws IOException {
        try {
            return begun.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a reply was begun");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }
}
