package io.sluice.pool.connection;

import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import org.jboss.logging.Logger;

/** The connections to one instance that serves HTTP, at most as many as it takes calls at once, kept open between calls. */
final class HttpConnection implements InstanceConnection {

    private static final Logger LOG = Logger.getLogger(HttpConnection.class);

    private final Connections connections;
    private final ConnectedInstance instance;
    private final SocketAddress server;
    private final HttpDialect dialect;
    private final HttpClient client;

    HttpConnection(Connections connections, ConnectedInstance instance, SocketAddress server, HttpDialect dialect) {
        this.connections = connections;
        this.instance = instance;
        this.server = server;
        this.dialect = dialect;
        this.client = connections
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

    HttpClient client() {
        return client;
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
        client.close();
    }
}
