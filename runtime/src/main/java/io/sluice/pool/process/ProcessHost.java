package io.sluice.pool.process;

import io.vertx.core.net.SocketAddress;
import java.time.Duration;

/** What an instance needs from the driver that started it. */
interface ProcessHost {

    /** Opens the way to an instance that listens here. */
    InstanceConnection connect(ProcessInstance instance, SocketAddress address);

    /** Runs something that blocks. */
    void background(Runnable task);

    /** Runs something short after a while. */
    void later(Duration delay, Runnable task);
}
