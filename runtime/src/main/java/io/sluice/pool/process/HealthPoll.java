package io.sluice.pool.process;

import io.sluice.pool.PlainServer;
import io.sluice.pool.connection.Connections;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
    private volatile long pauseMillis = FIRST_MILLIS;
    private volatile boolean taken;

    HealthPoll(ProcessInstance instance, PlainServer server, ProcessHost host) {
        this.instance = instance;
        this.server = server;
        this.host = host;
        this.address = instance.servesInside()
                ? SocketAddress.domainSocketAddress(instance.files().socket().toString())
                : SocketAddress.inetSocketAddress(instance.port(), "127.0.0.1");
    }

    /** Begins to ask; each time after a pause that is a quarter longer than the one before, up to 100 ms. */
    void begin() {
        host.later(Duration.ofMillis(pauseMillis), this::ask);
    }

    private void ask() {
        if (instance.readiness().isDone()) {
            return;
        }
        if (instance.servesInside() && !taken) {
            host.background(this::take);
        } else {
            host.connections().health(address, server.healthPath()).subscribe().with(this::heard);
        }
    }

    /** Its socket is there some time after its process; then it is asked by it. */
    private void take() {
        try {
            SocketFile.take(instance.files().made(), instance.files().socket());
            taken = true;
        } catch (NoSuchFileException e) {
            instance.notHealthy("its network is not there yet");
        } catch (IOException e) {
            instance.failStart(String.valueOf(e.getMessage()));
            return;
        }
        again();
    }

    private void again() {
        pauseMillis = Math.min(MOST_MILLIS, pauseMillis + Math.max(1, pauseMillis / 4));
        begin();
    }

    private void heard(Optional<String> hindrance) {
        if (hindrance.isPresent()) {
            instance.notHealthy(hindrance.get());
            again();
        } else {
            Connections connections = host.connections();
            instance.serve(() -> connections.plain(instance, address, server.callPath()), false);
        }
    }
}
