package io.sluice.pool.connection;

import io.sluice.contract.frames.SessionLimits;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.NestedCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Opens connections to instances. Safe for use by many threads. */
public final class Connections {

    private static final Logger LOG = Logger.getLogger(Connections.class);
    private static final Duration HELLO = Duration.ofSeconds(5);
    private static final int CONNECT_TIMEOUT_MILLIS = 5000;

    private final VertxInternal vertx;
    private final NetClient sockets;
    private final ConnectionLimits limits;
    private final NestedCalls nestedCalls;
    private final FaultListener faults;
    private final LongSupplier nanos;
    private final HealthProbe probe;

    /**
     * @param nestedCalls takes the calls that instances make on their connections
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    public Connections(
            Vertx vertx, ConnectionLimits limits, NestedCalls nestedCalls, FaultListener faults, LongSupplier nanos) {
        this.vertx = (VertxInternal) vertx;
        this.sockets = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MILLIS));
        this.limits = limits;
        this.nestedCalls = nestedCalls;
        this.faults = faults;
        this.nanos = nanos;
        this.probe = new HealthProbe(vertx);
    }

    /** The way to an instance that serves HTTP there. */
    public InstanceConnection http(ConnectedInstance instance, SocketAddress server) {
        return new HttpConnection(this, instance, server, new HttpDialect.Protocol());
    }

    /** The way to an instance that serves HTTP there as any server does, and takes calls at that path. */
    public InstanceConnection plain(ConnectedInstance instance, SocketAddress server, String callPath) {
        return new HttpConnection(this, instance, server, new HttpDialect.Plain(callPath));
    }

    /** Asks a server how it is: completes with what keeps it from taking calls, or with nothing. */
    public Uni<Optional<String>> health(SocketAddress server, String path) {
        return probe.ask(server, path);
    }

    /** The way to an instance that speaks frames there. */
    public InstanceConnection frames(ConnectedInstance instance, SocketAddress server) {
        return new FrameConnections(this, instance, server);
    }

    VertxInternal vertx() {
        return vertx;
    }

    NetClient sockets() {
        return sockets;
    }

    NestedCalls nestedCalls() {
        return nestedCalls;
    }

    int resultBytes() {
        return limits.resultBytes();
    }

    long nanos() {
        return nanos.getAsLong();
    }

    SessionLimits sessionLimits() {
        return new SessionLimits(
                limits.resultBytes(), limits.nestedCalls(), HELLO, limits.pingAfter(), limits.pingTimeout(), true);
    }

    void fault(ConnectedInstance instance, String what) {
        InstanceSpec spec = instance.spec();
        InstanceId id = instance.id();
        LOG.warnf("instance broke the protocol function=%s instance=%s reason=%s", spec.label(), id, what);
        faults.fault(spec, id, what);
    }
}
