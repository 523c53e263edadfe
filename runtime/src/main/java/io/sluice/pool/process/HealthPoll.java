package io.sluice.pool.process;

import io.sluice.pool.PlainServer;
import io.sluice.pool.connection.Connections;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Asks an instance that posts no ready signal again and again until it answers that it is ready, or its start is over. */
final class HealthPoll {

    private static final long FIRST_MILLIS = 5;
    private static final long MOST_MILLIS = 100;

    private final ProcessInstance instance;
    private final PlainServer server;
    private final ProcessHost host;
    private final SocketAddress address;
    private long pauseMillis = FIRST_MILLIS;

    HealthPoll(ProcessInstance instance, PlainServer server, ProcessHost host) {
        this.instance = instance;
        this.server = server;
        this.host = host;
        this.address = SocketAddress.inetSocketAddress(instance.port(), "127.0.0.1");
    }

    /** Begins to ask; each time after a pause that is a quarter longer than the one before, up to 100 ms. */
    void begin() {
        host.later(Duration.ofMillis(pauseMillis), this::ask);
    }

    private void ask() {
        if (!instance.readiness().isDone()) {
            host.connections().health(address, server.healthPath()).subscribe().with(this::heard);
        }
    }

    private void heard(Optional<String> hindrance) {
        if (hindrance.isPresent()) {
            instance.notHealthy(hindrance.get());
            pauseMillis = Math.min(MOST_MILLIS, pauseMillis + Math.max(1, pauseMillis / 4));
            begin();
        } else {
            Connections connections = host.connections();
            instance.serve(() -> connections.plain(instance, address, server.callPath()));
        }
    }
}
