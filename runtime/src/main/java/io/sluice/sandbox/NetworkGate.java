package io.sluice.sandbox;

import io.sluice.sandbox.NetworkReach.OnlyPort;
import io.sluice.sandbox.NetworkReach.Served;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way out of a network namespace that has a loopback and nothing else: socat carries connections between a port inside
 * and a Unix socket. It is no child of the command, which may wait for its children.
 *
 * @param socat the program, if there is one
 */
record NetworkGate(Optional<Path> socat) {

    /** Waits, for some hundred rounds at most, until the port is open: the command may use it at once. */
    private static final String SCRIPT = """
            ("$1" TCP4-LISTEN:$2,bind=127.0.0.1,reuseaddr,fork,max-children=64 UNIX-CONNECT:"$3" </dev/null >/dev/null 2>&1 &)
            [ -z "$4" ] || ("$1" UNIX-LISTEN:"$5",fork,max-children=256 TCP4:127.0.0.1:$4 </dev/null >/dev/null 2>&1 &)
            sluice_round=0
            until /bin/grep -qi "$6" /proc/net/tcp || [ $sluice_round -ge 300 ]; do sluice_round=$((sluice_round+1)); done
            unset sluice_round
            shift 6
            exec "$@"
            """;

    /** The words before a command that open the way, and then become the command. */
    List<String> words(OnlyPort only) {
        String program = socat.map(Path::toString)
                .orElseThrow(() -> new IsolationUnavailable("an isolated network needs the program socat"));
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sluice-network", program));
        words.add(Integer.toString(only.port()));
        words.add(only.socket().toString());
        words.add(only.served().map(served -> Integer.toString(served.port())).orElse(""));
        words.add(only.served().map(Served::socket).map(Path::toString).orElse(""));
        words.add(String.format(":%04X ", only.port()));
        return words;
    }
}
