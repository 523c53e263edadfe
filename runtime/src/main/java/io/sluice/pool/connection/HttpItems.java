package io.sluice.pool.connection;

import io.sluice.pool.Payload;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.impl.ContextInternal;
import java.util.List;

/** Reads the items of one answer by HTTP, and nothing more while some that came are not taken. On the connection's event loop. */
final class HttpItems {

    /** The call that the items are of. */
    interface Receiver {

        /** Whether the item may be kept with all that is here; where not, the receiver has ended the call. */
        boolean hasRoomFor(Payload item, int here);

        /** It is no item. */
        void refused(Throwable why);

        /** All were taken; that is what the result is beside them. */
        void ended(Payload rest);
    }

    private final HttpClientResponse response;
    private final ItemLines lines;
    private final ItemIntake intake;
    private final Receiver receiver;
    private final ContextInternal own = ContextInternal.current();
    private int waiting;

    HttpItems(HttpClientResponse response, ItemLines lines, ItemIntake intake, Receiver receiver) {
        this.response = response;
        this.lines = lines;
        this.intake = intake;
        this.receiver = receiver;
    }

    void begin() {
        response.handler(this::take);
        response.endHandler(_ -> {
            if (hand(lines.end())) {
                intake.end(receiver::ended);
            }
        });
    }

    private void take(Buffer piece) {
        if (hand(lines.add(piece)) && waiting > 0) {
            response.pause();
        }
    }

    private boolean hand(List<Payload> items) {
        for (Payload item : items) {
            if (!receiver.hasRoomFor(item, intake.size() + lines.size())) {
                return false;
            }
            waiting++;
            intake.hand(item, () -> own.emit(null, _ -> taken()), why -> own.emit(why, receiver::refused));
        }
        return receiver.hasRoomFor(Payload.NOTHING, intake.size() + lines.size());
    }

    private void taken() {
        waiting--;
        if (waiting == 0) {
            response.resume();
        }
    }
}
