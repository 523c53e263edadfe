package io.sluice.pool.process;

import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import org.jboss.logging.Logger;

/** The connections to one instance, at most as many as it takes calls at once, kept open between calls. */
final class InstanceConnection {

    private static final Logger LOG = Logger.getLogger(InstanceConnection.class);

    private final Vertx vertx;
    private final ProcessInstance instance;
    private final int resultBytes;
    private final SocketAddress server;
    private final HttpClient client;

    InstanceConnection(Vertx vertx, ProcessInstance instance, SocketAddress server, int resultBytes) {
        this.vertx = vertx;
        this.instance = instance;
        this.server = server;
        this.resultBytes = resultBytes;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions().setKeepAliveTimeout(0).setDecompressionSupported(false))
                .with(new PoolOptions()
                        .setHttp1MaxSize(instance.spec().concurrency())
                        .setCleanerPeriod(0))
                .withConnectHandler(connection -> connection.exceptionHandler(this::note))
                .build();
    }

    /** The call that had the connection is told; without this, Vert.x would take it for a mistake of the runtime's. */
    private void note(Throwable failure) {
        LOG.debugf("connection broke instance=%s reason=%s", instance.id(), failure.getMessage());
    }

    Uni<Answer> invoke(Call call) {
        return Uni.createFrom().emitter(emitter -> new CallExchange(this, call, emitter).begin());
    }

    Vertx vertx() {
        return vertx;
    }

    HttpClient client() {
        return client;
    }

    ProcessInstance instance() {
        return instance;
    }

    int resultBytes() {
        return resultBytes;
    }

    RequestOptions request(Call call) {
        return new RequestOptions()
                .setServer(server)
                .setHost("localhost")
                .setPort(80)
                .setMethod(HttpMethod.POST)
                .setURI("/" + call.entryPoint());
    }

    void close() {
        client.close();
    }
}
