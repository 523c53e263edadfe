package io.sluice.pool.connection;

import io.sluice.contract.ContentType;
import io.sluice.pool.Call;
import io.sluice.pool.Payload;
import io.sluice.pool.ResultParts;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the items of one result together, which come in pieces, and hands each on where its taker lives. For one event loop. */
final class ItemIntake {

    /** How many frames of items of one call may be under way or wait for their taker, at most 64 KiB each. */
    static final int ROOM = 8;

    private final Items items;
    private final Consumer<Runnable> home;
    private ContentType type = ContentType.JSON;
    private Buffer pieces = Buffer.buffer();
    private boolean open;
    private long count;

    /** @param home where {@code items} are used */
    ItemIntake(Items items, Consumer<Runnable> home) {
        this.items = items;
        this.home = home;
    }

    /** For a call: where somebody takes the items as they come, they are brought to that one's event loop; else they are listed. */
    static ItemIntake of(Call call, @Nullable ContextInternal caller) {
        ResultParts parts = call.parts();
        if (parts == null) {
            return new ItemIntake(new ItemList(), Runnable::run);
        }
        return new ItemIntake(
                new ItemStream(parts, call.room()),
                caller == null ? Runnable::run : task -> caller.emit(task, Runnable::run));
    }

    /** How many bytes are here that nobody has taken, those of a list included. */
    int size() {
        return pieces.length() + (items instanceof ItemList list ? list.size() : 0);
    }

    /** How many items have come whole; what is still open does not count. */
    long count() {
        return count;
    }

    /** Whether an item has begun and not ended. */
    boolean isOpen() {
        return open;
    }

    /** A piece that begins an item, of that type. */
    void begin(ContentType of) {
        type = of;
        open = true;
    }

    /** Adds a piece; the item where that was its last, else null. */
    @Nullable
    Payload add(Buffer piece, boolean more) {
        Buffer all = pieces.length() == 0 && !more ? piece : pieces.appendBuffer(piece);
        if (more) {
            return null;
        }
        pieces = Buffer.buffer();
        open = false;
        count++;
        return new Payload(type, all);
    }

    /** Hands an item on; what follows may happen on another thread. */
    void hand(Payload item, Runnable taken, Consumer<Throwable> refused) {
        home.accept(() -> {
            var unused = items.take(item).subscribe().with(_ -> taken.run(), refused);
        });
    }

    /** They were all, and tells when they were taken, with what the result is beside them. */
    void end(Consumer<Payload> taken) {
        home.accept(() -> {
            var unused = items.end().subscribe().with(taken);
        });
    }

    /** Nothing more is handed on; on any thread. */
    void stop() {
        items.stop();
    }
}
