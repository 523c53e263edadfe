package io.sluice.gateway;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Gives up on clients that send or take bytes too slowly: each has a time, and a second more for each 64 KiB that are
 * to go or have gone over the line. One timer looks after all of them, so that the usual client, who is done in a moment,
 * costs next to nothing. Safe for use by many threads.
 */
public final class Laggards {

    private static final long NANOS_PER_BYTE = 1_000_000_000 / (64 * 1024);
    private static final long LONGEST_LOOK_MILLIS = 1000;

    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final long patience;
    private final Set<Watch> watched = ConcurrentHashMap.newKeySet();

    /** @param patience the time that each has; zero: no end */
    public Laggards(Vertx vertx, LongSupplier nanoTime, Duration patience) {
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.patience = patience.toNanos();
        if (this.patience > 0) {
            vertx.setPeriodic(Math.clamp(patience.toMillis() / 4, 1, LONGEST_LOOK_MILLIS), _ -> look());
        }
    }

    /** The same for those who may take as long as they like, as something else ends what they do. */
    public Laggards patient() {
        return new Laggards(vertx, nanoTime, Duration.ZERO);
    }

    /** Looks after a client from now on; when it is too late, says so on the event loop that this was called on. */
    public Watch watch(long bytes, Runnable late) {
        long deadline = nanoTime.getAsLong() + patience + bytes * NANOS_PER_BYTE;
        Watch watch = new Watch(deadline, vertx.getOrCreateContext(), late);
        if (patience > 0) {
            watched.add(watch);
        }
        return watch;
    }

    /** Closes a client's connection at once, or its stream where it has others on it. */
    public static void cutOff(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else if (request.connection() instanceof ConnectionBase connection) {
            // The public way waits until all is written that the client does not take.
            var unused = connection.channelHandlerContext().close();
        }
    }

    private void look() {
        long now = nanoTime.getAsLong();
        for (Watch watch : watched) {
            if (watch.deadline - now <= 0 && watched.remove(watch)) {
                watch.context.runOnContext(_ -> watch.late.run());
            }
        }
    }

    /** One client that is looked after. */
    public final class Watch {
        private final Context context;
        private final Runnable late;
        private volatile long deadline;

        private Watch(long deadline, Context context, Runnable late) {
            this.deadline = deadline;
            this.context = context;
            this.late = late;
        }

        /** So many bytes have come. By one thread at a time. */
        @SuppressWarnings("NonAtomicVolatileUpdate")
        public void progress(long bytes) {
            deadline += bytes * NANOS_PER_BYTE;
        }

        /** It is done, or given up for another reason. */
        public void stop() {
            watched.remove(this);
        }
    }
}
