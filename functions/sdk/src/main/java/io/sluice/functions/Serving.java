package io.sluice.functions;

import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;

/** How calls come to this instance. */
interface Serving {

    /** Takes calls at that address; completes with the port, where it is one of TCP. */
    Future<Integer> listen(SocketAddress address);

    /** The version of the frames that it speaks; 0: it speaks HTTP. */
    int frames();

    /**
     * Lets calls in progress end, at most that long, then cuts them off; true when all have ended. Blocks.
     *
     * @throws InterruptedException when the thread was interrupted while it waited
     */
    boolean finish(Duration within) throws InterruptedException;
}
