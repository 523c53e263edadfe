package io.sluice.pool.process;

import io.sluice.pool.connection.Connections;
import java.time.Duration;

/** What an instance needs from the driver that started it. */
interface ProcessHost {

    /** Connections to instances. */
    Connections connections();

    /** Runs something that blocks. */
    void background(Runnable task);

    /** Runs something short after a while. */
    void later(Duration delay, Runnable task);
}
