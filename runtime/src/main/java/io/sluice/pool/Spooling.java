package io.sluice.pool;

import io.netty.buffer.ByteBuf;
import io.sluice.contract.ContentType;
import io.sluice.data.Download;
import io.sluice.spool.Pieces;
import io.sluice.spool.Spool;
import io.sluice.spool.SpooledFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Moves payloads between memory and the spool, on a virtual thread for each; what comes of it is told on the event loop that asked.
 */
public final class Spooling {

    private Spooling() {}

    /** Puts a payload into the spool where it is too large for the room; it is not in memory any more then. */
    public static Uni<Payload> aside(Payload payload, PayloadRoom room) {
        Spool spool = room.spool();
        if (spool == null || !spool.isFor(payload.size())) {
            return Uni.createFrom().item(payload);
        }
        return blocking(spool, Spool.Way.IN, () -> {
            Payload spooled = keep(spool.take(payload.bytes(), () -> null), payload.type(), room);
            room.drop(payload);
            return spooled;
        });
    }

    /** Has the room hold what was taken in; fails where its request is over. */
    public static Payload keep(SpooledFile file, ContentType type, PayloadRoom room) {
        Payload payload = Payload.in(type, file);
        if (!room.keep(payload)) {
            throw new IllegalStateException("the request that a payload was taken in for is over");
        }
        return payload;
    }

    /**
     * Reads a payload into memory where it is not; the room counts it.
     *
     * @param most how many bytes it may have at most
     * @param tooLarge what to fail with where it has more, or where there is no room for them
     */
    public static Uni<Payload> whole(Payload payload, PayloadRoom room, int most, RuntimeException tooLarge) {
        SpooledFile file = payload.spooled();
        Spool spool = room.spool();
        if (file == null || spool == null) {
            return Uni.createFrom().item(payload);
        }
        return file.length() > most || !room.result(file.length())
                ? Uni.createFrom().failure(tooLarge)
                : blocking(spool, Spool.Way.OUT, () -> new Payload(payload.type(), read(file)));
    }

    private static Buffer read(SpooledFile file) throws IOException {
        Buffer whole = Buffer.buffer((int) file.length());
        try (Download download = file.open();
                ReadableByteChannel bytes = download.bytes(0, file.length())) {
            Pieces pieces = Pieces.of(bytes, file.length());
            for (ByteBuf piece = pieces.next(); piece != null; piece = pieces.next()) {
                whole.appendBytes(Buffer.buffer(piece).getBytes());
                piece.release();
            }
        }
        return whole;
    }

    /** Does it in turn, on a virtual thread; a failure is told as it is. */
    public static <T> Uni<T> blocking(Spool spool, Spool.Way way, Spool.Transfer<T> transfer) {
        return Uni.createFrom().emitter(emitter -> {
            Context home = Vertx.currentContext();
            Thread.ofVirtual().name("sluice-spool").start(() -> {
                try {
                    T done = spool.inTurn(way, transfer);
                    back(home, () -> emitter.complete(done));
                } catch (IOException | RuntimeException e) {
                    back(home, () -> emitter.fail(e));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    back(home, () -> emitter.fail(e));
                }
            });
        });
    }

    private static void back(@Nullable Context home, Runnable tell) {
        if (home == null) {
            tell.run();
        } else {
            home.runOnContext(_ -> tell.run());
        }
    }
}
