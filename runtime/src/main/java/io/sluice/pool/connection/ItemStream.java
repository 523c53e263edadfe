package io.sluice.pool.connection;

import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.ResultParts;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Hands the items on as they come, one after the other; what waits is bounded by the room that the instance was told of. For the
 * caller's event loop, but for {@link #stop}.
 */
final class ItemStream implements Items {

    private final ResultParts parts;
    private final PayloadRoom room;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean begun;
    private volatile boolean stopped;

    ItemStream(ResultParts parts, PayloadRoom room) {
        this.parts = parts;
        this.room = room;
    }

    @Override
    public Uni<Void> take(Payload item) {
        return inTurn(taken -> hand(item, taken));
    }

    private void hand(Payload item, UniEmitter<? super Void> taken) {
        begin();
        parts.take(item)
                .subscribe()
                .with(
                        _ -> {
                            room.drop(item.size());
                            taken.complete(null);
                            next();
                        },
                        taken::fail);
    }

    private void begin() {
        if (!begun) {
            begun = true;
            parts.begin();
        }
    }

    @Override
    public Uni<Payload> end() {
        return inTurn(ended -> {
            begin();
            ended.complete(Payload.NOTHING);
        });
    }

    private interface Step<T> {
        void run(UniEmitter<? super T> done);
    }

    private <T> Uni<T> inTurn(Step<T> step) {
        return Uni.createFrom().emitter(done -> {
            waiting.add(() -> step.run(done));
            if (!busy) {
                next();
            }
        });
    }

    private void next() {
        Runnable step = stopped ? null : waiting.poll();
        busy = step != null;
        if (step != null) {
            step.run();
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
