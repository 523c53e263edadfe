package io.sluice.pool.connection;

import io.sluice.pool.Instance;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import java.util.concurrent.CompletableFuture;

/** What a connection needs to know of the instance at its other end. */
public interface ConnectedInstance {

    /** Its id. */
    InstanceId id();

    /** What it is an instance of. */
    InstanceSpec spec();

    /** Completes when it is gone; not to be completed by others. */
    CompletableFuture<Instance.Exit> exit();

    /** The calls that it has now. */
    CallsOfInstance calls();
}
