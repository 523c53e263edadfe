package io.sluice.sandbox;

import java.nio.file.Path;
import java.util.Optional;

/** What a confined process reaches over the network. */
public sealed interface NetworkReach {

    /** What this host reaches, its own loopback included. */
    record Host() implements NetworkReach {}

    /**
     * A loopback of its own, on which one port leads to a Unix socket of this host, and nothing else.
     *
     * @param port of the loopback inside
     * @param socket where connections to it go
     * @param served where the process serves a port of its own that this host must reach
     */
    record OnlyPort(int port, Path socket, Optional<Served> served) implements NetworkReach {}

    /**
     * A port that the process listens on, and the socket by which this host reaches it.
     *
     * @param socket made inside, in a folder that the process may write to
     */
    record Served(int port, Path socket) {}
}
