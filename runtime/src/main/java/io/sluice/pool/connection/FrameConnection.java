package io.sluice.pool.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.sluice.contract.frames.Fields;
import io.sluice.contract.frames.FrameCall;
import io.sluice.contract.frames.FrameHandler;
import io.sluice.contract.frames.FrameSession;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection to an instance, and the session on it. All but {@link #submit} and the like happens on its event loop. */
final class FrameConnection implements FrameHandler {

    private enum State {
        OPENING,
        OPEN,
        CLOSED
    }

    /** Told, once, whether calls may be passed. */
    private record Waiting(Runnable opened, Consumer<String> failed) {}

    private final Connections connections;
    private final ConnectedInstance instance;
    private final EventLoop loop;
    private final Consumer<FrameConnection> onClose;
    private final List<Waiting> waiting = new ArrayList<>();
    private volatile State state = State.OPENING;
    private volatile boolean trusted = true;
    private boolean hungUp;
    private String reason = "";
    private @Nullable FrameSession session;

    FrameConnection(
            Connections connections, ConnectedInstance instance, EventLoop loop, Consumer<FrameConnection> onClose) {
        this.connections = connections;
        this.instance = instance;
        this.loop = loop;
        this.onClose = onClose;
    }

    /** Whether it takes calls, as far as other threads can tell. */
    boolean isOpen() {
        return state == State.OPEN && trusted;
    }

    /** Whether the other side ended the connection; on the event loop. */
    boolean hungUp() {
        return hungUp;
    }

    /** Connects to the address; to none, it is closed at once. */
    void connect(@Nullable SocketAddress server) {
        ContextInternal context = connections.vertx().createEventLoopContext(loop, null, null);
        context.runOnContext(go -> {
            if (server == null) {
                closed("the instance is gone");
            } else {
                connections.sockets().connect(server).onComplete(this::connected);
            }
        });
    }

    private void connected(AsyncResult<NetSocket> result) {
        if (result.failed()) {
            closed("no connection: " + result.cause().getMessage());
            return;
        }
        NetSocket socket = result.result();
        SocketTransport transport =
                new SocketTransport((NetSocketInternal) socket, loop, connections::nanos, this::tick);
        FrameSession started = new FrameSession(
                FrameSession.Side.RUNTIME, connections.sessionLimits(), transport, this, connections.nanos());
        session = started;
        socket.handler(this::receive);
        socket.drainHandler(drained -> started.writable());
        socket.exceptionHandler(failure -> {}); // The end of the connection, which follows, is what counts.
        socket.closeHandler(end -> {
            hungUp = true;
            started.ended();
        });
        if (state == State.CLOSED) {
            started.fail("the instance is being closed");
        } else {
            started.start();
        }
    }

    private void receive(Buffer buffer) {
        FrameSession open = session;
        if (open == null) {
            return;
        }
        ByteBuf bytes = buffer.getByteBuf();
        if (bytes.hasArray()) {
            open.receive(
                    bytes.array(),
                    bytes.arrayOffset() + bytes.readerIndex(),
                    bytes.readableBytes(),
                    connections.nanos());
        } else {
            open.receive(buffer.getBytes(), 0, buffer.length(), connections.nanos());
        }
    }

    private void tick() {
        FrameSession open = session;
        if (open != null) {
            open.tick(connections.nanos());
        }
    }

    /** Tells whether calls may be passed, when that is known, on the event loop. */
    void whenOpen(Runnable opened, Consumer<String> failed) {
        onLoop(() -> {
            switch (state) {
                case OPENING -> waiting.add(new Waiting(opened, failed));
                case OPEN -> opened.run();
                case CLOSED -> failed.accept(reason);
            }
        });
    }

    /** Passes a call, as soon as that is possible. */
    void submit(FrameExchange exchange) {
        if (state == State.OPEN && loop.inEventLoop()) {
            pass(exchange);
        } else {
            whenOpen(() -> pass(exchange), exchange::notTaken);
        }
    }

    private void pass(FrameExchange exchange) {
        FrameSession open = session;
        if (open == null || !trusted || !open.takesCalls()) {
            exchange.notTaken("it takes no more calls");
        } else {
            exchange.pass(this, open);
        }
    }

    void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    void close() {
        onLoop(() -> {
            FrameSession open = session;
            if (open != null) {
                open.fail("the instance is being closed");
            } else {
                closed("the instance is being closed");
            }
        });
    }

    // What the session tells

    @Override
    public void ready() {
        state = State.OPEN;
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(it -> it.opened().run());
    }

    @Override
    public void called(FrameCall call, Fields head, byte[] payload) {
        FrameSession open = session;
        if (open != null) {
            new NestedExchange(connections, instance, this, call).begin(open, head, payload);
        }
    }

    @Override
    public void tooLarge(FrameCall call, Fields head) {
        new NestedExchange(connections, instance, this, call)
                .refuse(
                        413,
                        "its input is larger than the " + connections.resultBytes() + " bytes that inputs may have");
    }

    @Override
    public void cancelled(FrameCall call) {
        if (call.attachment() instanceof NestedExchange nested) {
            nested.cancelled();
        }
    }

    @Override
    public void late(FrameCall call) {
        // The router has the same deadline and says what was late.
    }

    @Override
    public void leaving(String why) {
        trusted = false;
    }

    @Override
    public void stray(String what) {
        trusted = false;
        connections.fault(instance, what);
    }

    @Override
    public void closed(String why) {
        if (state == State.CLOSED) {
            return;
        }
        boolean fault = !hungUp && session != null && !why.equals("the instance is being closed");
        state = State.CLOSED;
        reason = why;
        if (fault) {
            connections.fault(instance, why);
        }
        onClose.accept(this);
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(it -> it.failed().accept(why));
    }
}
