package io.sluice.pool.connection;

import io.netty.channel.EventLoop;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.smallrye.mutiny.Uni;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one instance that speaks frames: one for each event loop that calls it, so that a call stays on its
 * loop. Until a loop has its own, its calls use another's. Safe for use by many threads.
 */
final class FrameConnections implements InstanceConnection {

    private final Connections connections;
    private final ConnectedInstance instance;
    private final SocketAddress server;
    private final Map<EventLoop, FrameConnection> byLoop = new ConcurrentHashMap<>();
    private volatile boolean closed;

    FrameConnections(Connections connections, ConnectedInstance instance, SocketAddress server) {
        this.connections = connections;
        this.instance = instance;
        this.server = server;
    }

    @Override
    public Uni<Void> open() {
        return Uni.createFrom().emitter(emitter -> connect(
                        connections.vertx().getOrCreateContext().nettyEventLoop())
                .whenOpen(() -> emitter.complete(null), reason -> emitter.fail(new IllegalStateException(reason))));
    }

    @Override
    public Uni<Answer> invoke(Call call) {
        return Uni.createFrom().emitter(emitter -> new FrameExchange(connections, instance, call, emitter).begin(this));
    }

    /** The connection for a call that this thread makes; it may still be opening. */
    FrameConnection forCall() {
        ContextInternal here = ContextInternal.current();
        if (here == null) {
            FrameConnection other = anyOpen();
            return other == null
                    ? connect(connections.vertx().getOrCreateContext().nettyEventLoop())
                    : other;
        }
        FrameConnection own = byLoop.get(here.nettyEventLoop());
        if (own == null || !own.isOpen()) {
            FrameConnection other = anyOpen();
            own = own == null ? connect(here.nettyEventLoop()) : own;
            return other == null ? own : other;
        }
        return own;
    }

    private @Nullable FrameConnection anyOpen() {
        for (FrameConnection each : byLoop.values()) {
            if (each.isOpen()) {
                return each;
            }
        }
        return null;
    }

    private FrameConnection connect(EventLoop loop) {
        return byLoop.computeIfAbsent(loop, free -> {
            FrameConnection made = new FrameConnection(connections, instance, free, this::forget);
            made.connect(closed ? null : server);
            return made;
        });
    }

    private void forget(FrameConnection gone) {
        byLoop.values().remove(gone);
    }

    @Override
    public void close() {
        closed = true;
        byLoop.values().forEach(FrameConnection::close);
    }
}
