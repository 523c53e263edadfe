package io.sluice.pool.connection;

import io.netty.channel.EventLoop;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The connections to one instance that serves HTTP, kept open between calls. An instance that takes one call at once has
 * one connection; others have as many as calls on each event loop, so that a call stays on its loop. Safe for use by many
 * threads.
 */
final class HttpConnection implements InstanceConnection {

    private static final Logger LOG = Logger.getLogger(HttpConnection.class);

    private final Connections connections;
    private final ConnectedInstance instance;
    private final SocketAddress server;
    private final HttpDialect dialect;
    private final EventLoop home;
    private final boolean single;
    private final Map<EventLoop, HttpClient> byLoop = new ConcurrentHashMap<>();
    private volatile boolean closed;

    HttpConnection(Connections connections, ConnectedInstance instance, SocketAddress server, HttpDialect dialect) {
        this.connections = connections;
        this.instance = instance;
        this.server = server;
        this.dialect = dialect;
        this.home = connections.vertx().getOrCreateContext().nettyEventLoop();
        this.single = instance.spec().concurrency() == 1;
    }

    private HttpClient create() {
        return connections
                .vertx()
                .httpClientBuilder()
                .with(options(dialect))
                .with(new PoolOptions()
                        .setHttp1MaxSize(instance.spec().concurrency())
                        .setCleanerPeriod(dialect.idleMillis() / 2))
                .withConnectHandler(connection -> connection.exceptionHandler(this::note))
                .build();
    }

    private static HttpClientOptions options(HttpDialect dialect) {
        return new HttpClientOptions()
                .setKeepAliveTimeout((dialect.idleMillis() + 999) / 1000)
                .setDecompressionSupported(false);
    }

    /** The call that had the connection is told; without this, Vert.x would take it for a mistake of the runtime's. */
    private void note(Throwable failure) {
        LOG.debugf("connection broke instance=%s reason=%s", instance.id(), failure.getMessage());
    }

    /** Connections are made when calls come. */
    @Override
    public Uni<Void> open() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Answer> invoke(Call call) {
        return Uni.createFrom().emitter(emitter -> new HttpExchange(this, call, emitter).begin());
    }

    Connections connections() {
        return connections;
    }

    /** The client for a call that this thread makes. */
    HttpClient client() {
        EventLoop loop =
                single ? home : connections.vertx().getOrCreateContext().nettyEventLoop();
        HttpClient own = byLoop.computeIfAbsent(loop, first -> create());
        if (closed) {
            own.close();
        }
        return own;
    }

    HttpDialect dialect() {
        return dialect;
    }

    ConnectedInstance instance() {
        return instance;
    }

    RequestOptions request(Call call) {
        return new RequestOptions()
                .setServer(server)
                .setHost("localhost")
                .setPort(80)
                .setMethod(HttpMethod.POST)
                .setURI(dialect.path(call));
    }

    @Override
    public void close() {
        closed = true;
        byLoop.values().forEach(HttpClient::close);
    }
}
