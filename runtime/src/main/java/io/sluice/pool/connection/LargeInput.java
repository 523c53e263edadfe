package io.sluice.pool.connection;

import io.sluice.data.Download;
import io.sluice.pool.Spooling;
import io.sluice.spool.Outflow;
import io.sluice.spool.Pieces;
import io.sluice.spool.Spool;
import io.sluice.spool.SpooledFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/** An input that is sent by HTTP as it is read from the spool, and as the instance takes it. */
final class LargeInput {

    private final SpooledFile file;
    private final Context context;
    private final Outflow bytes;

    /** On the event loop of its connection. */
    LargeInput(HttpClientRequest request, SpooledFile file) {
        this.file = file;
        this.context = Objects.requireNonNull(Vertx.currentContext());
        this.bytes = new Outflow(request, context, _ -> {});
        request.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(file.length()));
        request.exceptionHandler(_ -> bytes.fail(new CancellationException("the instance takes no more")));
        bytes.begin();
    }

    /** Sends it; fails where it can't be read, and when the instance takes no more. */
    Uni<Boolean> send(Spool spool) {
        return Spooling.blocking(spool, Spool.Way.OUT, () -> {
            try (Download download = file.open()) {
                bytes.send(Pieces.of(download.bytes(0, file.length()), file.length()));
            }
            return true;
        });
    }

    /** Gives it up. On any thread. */
    void stop() {
        context.runOnContext(_ -> bytes.fail(new CancellationException("nobody waits for the call any more")));
    }
}
