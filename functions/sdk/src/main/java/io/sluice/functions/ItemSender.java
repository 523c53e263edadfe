package io.sluice.functions;

import io.sluice.contract.frames.FrameCall;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Sends the items of a function's {@code Multi} one after the other, and asks for the next when one has gone: where its caller
 * has no room, the function waits. Items come on any thread, all else happens on the connection's event loop.
 */
final class ItemSender implements MultiSubscriber<Object> {

    /** The call that the items are of. */
    interface Origin {

        /** An item as it goes over the wire. */
        Payload payload(Object item);

        /** Whether nobody waits for the answer any more. */
        boolean hasEnded();

        /** They were all. */
        void sent(long count);

        /** The function failed after those that went. */
        void failed(Throwable thrown);
    }

    /** Where the function is asked for its next item, and may make it. */
    interface Asking {

        /** @return interrupts that */
        Runnable run(Runnable question);
    }

    private final Origin origin;
    private final FrameCall frame;
    private final Executor loop;
    private final Asking asking;
    private volatile Runnable interruption = () -> {};
    private Flow.@Nullable Subscription subscription;
    private @Nullable Payload unsent;
    private int at;
    private long count;
    private boolean over;
    private @Nullable Throwable thrown;

    ItemSender(Origin origin, FrameCall frame, Executor loop, Asking asking) {
        this.origin = origin;
        this.frame = frame;
        this.loop = loop;
        this.asking = asking;
    }

    /** Asks for nothing more; on any thread. */
    void cancel() {
        interruption.run();
        loop.execute(() -> {
            if (subscription != null) {
                subscription.cancel();
            }
        });
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        loop.execute(() -> {
            subscription = begun;
            ask();
        });
    }

    private void ask() {
        Flow.Subscription asked = subscription;
        if (asked == null) {
            return;
        }
        if (origin.hasEnded()) {
            asked.cancel();
        } else {
            interruption = asking.run(() -> asked.request(1));
        }
    }

    @Override
    public void onItem(Object item) {
        try {
            Payload payload = origin.payload(item);
            loop.execute(() -> {
                unsent = payload;
                at = 0;
                send();
            });
        } catch (RuntimeException unwritable) {
            onFailure(unwritable);
            cancel();
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        loop.execute(() -> {
            thrown = failure;
            over = true;
            endIfSent();
        });
    }

    @Override
    public void onCompletion() {
        loop.execute(() -> {
            over = true;
            endIfSent();
        });
    }

    /** Sends what it may. */
    void send() {
        Payload item = unsent;
        while (item != null && !origin.hasEnded() && frame.hasItemRoom()) {
            sendPiece(item);
            item = unsent;
        }
        if (item == null || origin.hasEnded()) {
            endIfSent();
        }
    }

    private void sendPiece(Payload item) {
        int size = Math.min(FrameCall.ITEM_BYTES, item.bytes().length - at);
        ByteBuffer piece = ByteBuffer.wrap(item.bytes(), at, size);
        boolean first = at == 0;
        at += size;
        boolean more = at < item.bytes().length;
        if (!more) {
            unsent = null;
            count++;
        }
        frame.item(
                head -> {
                    if (first) {
                        head.contentType(item.type());
                    }
                },
                piece,
                more);
    }

    private void endIfSent() {
        if (unsent != null && !origin.hasEnded()) {
            return;
        }
        Throwable failure = thrown;
        if (failure != null) {
            origin.failed(failure);
        } else if (over) {
            origin.sent(count);
        } else {
            ask();
        }
    }
}
