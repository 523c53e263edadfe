package io.sluice.pool.process;

import io.sluice.contract.InstanceProtocol;
import io.sluice.contract.ReadySignal;
import io.sluice.contract.frames.FrameSession;
import io.sluice.manifest.Network;
import io.sluice.pool.InstanceSpec;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a ready signal must say, and where it says that its instance is reached. */
final class SignalCheck {

    private static final String TCP = "tcp:";
    private static final int MOST_PORT = 65_535;

    private SignalCheck() {}

    /**
     * Which rule of the protocol the signal breaks, or null where it keeps them all.
     *
     * @param own the socket that its instance was told to make
     */
    static @Nullable String fault(ReadySignal signal, InstanceSpec spec, Path own) {
        if (signal.protocol() != InstanceProtocol.VERSION) {
            return "names protocol " + signal.protocol() + ", this runtime speaks " + InstanceProtocol.VERSION;
        }
        if (signal.frames() != 0 && signal.frames() != FrameSession.VERSION) {
            return "names version " + signal.frames() + " of the frames, this runtime speaks " + FrameSession.VERSION;
        }
        if (!signal.entryPoints().contains(spec.entryPoint())) {
            return "names the entry points " + signal.entryPoints() + ", without '" + spec.entryPoint() + "'";
        }
        return signal.address().equals("unix:" + own) ? null : addressFault(signal, spec);
    }

    private static @Nullable String addressFault(ReadySignal signal, InstanceSpec spec) {
        if (spec.network() == Network.ISOLATED) {
            return "names the address '" + signal.address()
                    + "'; with an isolated network it must be its own socket, $SLUICE_SOCKET";
        }
        return signal.address().matches("tcp:[1-9][0-9]{0,4}") && port(signal) <= MOST_PORT
                ? null
                : "names the address '" + signal.address() + "'; it must be its own socket or tcp:PORT";
    }

    /**
     * Where the instance of a signal without fault is reached.
     *
     * @param socket where the runtime has put the socket that the instance made
     */
    static SocketAddress address(ReadySignal signal, Path socket) {
        return signal.address().startsWith(TCP)
                ? SocketAddress.inetSocketAddress(port(signal), "127.0.0.1")
                : SocketAddress.domainSocketAddress(socket.toString());
    }

    private static int port(ReadySignal signal) {
        return Integer.parseInt(signal.address().substring(TCP.length()));
    }
}
