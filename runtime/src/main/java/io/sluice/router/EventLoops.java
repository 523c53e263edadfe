package io.sluice.router;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops of a Vert.x instance, numbered from 0, each with a context of its own. Safe for use by many threads. */
final class EventLoops {

    private final List<ContextInternal> contexts;
    private final AtomicInteger turn = new AtomicInteger();

    private EventLoops(List<ContextInternal> contexts) {
        this.contexts = List.copyOf(contexts);
    }

    /** Numbers them in Vert.x' own order, so the same for all who ask. */
    static EventLoops of(Vertx vertx) {
        List<ContextInternal> contexts = new ArrayList<>();
        for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            contexts.add(((VertxInternal) vertx).createEventLoopContext((EventLoop) loop, null, loader));
        }
        return new EventLoops(contexts);
    }

    int size() {
        return contexts.size();
    }

    ContextInternal context(int loop) {
        return contexts.get(loop);
    }

    /** The number of the loop that runs this; from elsewhere, each in its turn. */
    int current() {
        for (int i = 0; i < contexts.size(); i++) {
            if (contexts.get(i).nettyEventLoop().inEventLoop()) {
                return i;
            }
        }
        return Math.floorMod(turn.getAndIncrement(), contexts.size());
    }
}
