package io.sluice.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pool.process.ProcessTable.Family;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class ListeningPortsTest {

    @Test
    void of_thisProcess_hasThePortThatItListensOnWhileItDoes() throws IOException {
        long pid = ProcessHandle.current().pid();
        Family self = new Family(pid, ProcessTable.start(pid), "none");
        int port;

        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            assertThat(ListeningPorts.of(self, pid)).contains(port);
        }
        assertThat(ListeningPorts.of(self, pid)).doesNotContain(port);
    }
}
