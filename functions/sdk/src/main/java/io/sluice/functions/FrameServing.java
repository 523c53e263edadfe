package io.sluice.functions;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.sluice.contract.frames.FrameSession;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes calls as frames: a server for each event loop, all at one address, so that connections are spread over them. */
final class FrameServing implements Serving {

    private static final String ENDING = "the instance ends";

    private final VertxInternal vertx;
    private final Binding binding;
    private final FrameConnections connections;
    private final int mostLoops;
    private final List<NetServer> servers = new ArrayList<>();
    private final InFlight open = new InFlight();
    private volatile boolean ending;

    /** @param mostLoops calls that come at once need no more event loops than there are calls */
    FrameServing(Vertx vertx, Binding binding, FrameConnections connections, int mostLoops) {
        this.vertx = (VertxInternal) vertx;
        this.binding = binding;
        this.connections = connections;
        this.mostLoops = mostLoops;
    }

    @Override
    public int frames() {
        return FrameSession.VERSION;
    }

    @Override
    public Future<Integer> listen(SocketAddress address) {
        List<EventLoop> loops = new ArrayList<>();
        for (EventExecutor loop : vertx.getEventLoopGroup()) {
            if (loops.size() < mostLoops) {
                loops.add((EventLoop) loop);
            }
        }
        // Servers that bind port 0 would get one each.
        SocketAddress shared = address.isInetSocket() && address.port() == 0
                ? SocketAddress.sharedRandomPort(1, address.host())
                : address;
        List<Future<NetServer>> listening =
                loops.stream().map(loop -> listen(loop, shared)).toList();
        return Future.all(listening).map(all -> listening.getFirst().result().actualPort());
    }

    /** The server belongs to the event loop of the context that it begins to listen on. */
    private Future<NetServer> listen(EventLoop loop, SocketAddress address) {
        ContextInternal context = vertx.createEventLoopContext(
                loop, vertx.getWorkerPool(), Thread.currentThread().getContextClassLoader());
        Promise<NetServer> listening = context.promise();
        context.runOnContext(go -> {
            NetServer server = vertx.createNetServer().connectHandler(socket -> connected(context, socket));
            synchronized (servers) {
                servers.add(server);
            }
            server.listen(address).onComplete(listening);
        });
        return listening.future();
    }

    private void connected(ContextInternal context, NetSocket socket) {
        if (ending) {
            socket.close();
            return;
        }
        SocketTransport transport = new SocketTransport(socket);
        FrameConnection connection = new FrameConnection(binding, context, transport, System.nanoTime());
        open.begin();
        connections.add(connection);
        transport.deliverTo(connection, () -> {
            connections.remove(connection);
            open.end();
        });
        connection.start();
    }

    @Override
    public boolean finish(Duration within) throws InterruptedException {
        ending = true;
        onEach(connection -> connection.leave(ENDING));
        boolean finished = open.awaitNone(within);
        onEach(connection -> connection.cut(ENDING));
        synchronized (servers) {
            servers.forEach(NetServer::close);
        }
        return finished;
    }

    private void onEach(Consumer<FrameConnection> action) {
        for (FrameConnection connection : connections.all()) {
            connection.onLoop(() -> action.accept(connection));
        }
    }
}
