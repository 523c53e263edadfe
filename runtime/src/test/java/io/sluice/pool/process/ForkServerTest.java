package io.sluice.pool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.pool.InstanceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One fork server, of which the test plays the process. */
@Timeout(20)
class ForkServerTest {

    /** Any process that lives. */
    private static final long PID = ProcessHandle.current().pid();

    private final Said said = new Said();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private ForkServer server;
    private ServerSocketChannel socket;
    private Thread follower;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        InstanceFiles files = InstanceFiles.of(Files.createDirectory(folder.resolve("run")), folder, "i-f");
        Files.createDirectory(files.sockets());
        socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(files.made()));
        server = new ForkServer(spec(folder), files, said, false, 0, (which, reason) -> ended.complete(reason));
        follower = Thread.startVirtualThread(server::follow);
        said.line("ready");
        await().until(server::isReady);
    }

    @AfterEach
    void end() throws Exception {
        said.end();
        follower.join();
        socket.close();
    }

    private static InstanceSpec spec(Path folder) {
        return new InstanceSpec(
                "demo/a", "0.1.0", "python", folder, folder, "a", 1, 1, Duration.ofSeconds(1), Map.of());
    }

    @Test
    void fork_passesTheEnvironmentAndIsTheProcessThatAnswered() throws Exception {
        CompletableFuture<String> request = answering(PID + "\nits first line\n");

        ForkedProcess fork = server.fork(Map.of("A", "ü"));

        assertThat(request.get(10, TimeUnit.SECONDS)).isEqualTo("{\"A\":\"ü\"}\n");
        assertThat(fork.pid()).isEqualTo(PID);
        assertThat(fork.isAlive()).isTrue();
        assertThat(server.living()).isEqualTo(1);
        assertThat(fork.inputReader().readLine()).isEqualTo("its first line");
    }

    @Test
    void fork_thatTheServerSaysHasEnded_hasItsExitCode() throws Exception {
        answering(PID + "\n");
        ForkedProcess fork = server.fork(Map.of());

        said.line("exit " + PID + " 7");

        assertThat(fork.onExit().get(10, TimeUnit.SECONDS).exitValue()).isEqualTo(7);
        assertThat(fork.waitFor()).isEqualTo(7);
        assertThat(fork.isAlive()).isFalse();
        assertThat(server.living()).isZero();
    }

    @Test
    void fork_whoseServerEnds_wasKilledWithIt() throws Exception {
        answering(PID + "\n");
        ForkedProcess fork = server.fork(Map.of());

        said.end();

        assertThat(fork.onExit().get(10, TimeUnit.SECONDS).exitValue()).isEqualTo(137);
        assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("its fork server has ended");
        assertThat(server.isReady()).isFalse();
    }

    @Test
    void server_thatIsUnusable_saysWhy() throws Exception {
        said.line("unusable importing it started 2 threads");
        said.end();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("importing it started 2 threads");
    }

    @Test
    void fork_withoutAnAnswer_fails() {
        answering("");

        assertThatThrownBy(() -> server.fork(Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not answer with a fork");
        assertThat(server.living()).isZero();
    }

    /** Takes one request and answers it; completes with the request. */
    private CompletableFuture<String> answering(String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (SocketChannel connection = socket.accept()) {
                ByteBuffer request = ByteBuffer.allocate(1000);
                connection.read(request);
                connection.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                return new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    /** A process that says what the test wants. */
    private static final class Said extends Process {

        private final PipedOutputStream out = new PipedOutputStream();
        private final PipedInputStream in;

        Said() {
            try {
                in = new PipedInputStream(out);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        void line(String text) throws IOException {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        void end() throws IOException {
            out.close();
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() {
            return 0;
        }

        @Override
        public int exitValue() {
            return 0;
        }

        @Override
        public void destroy() {}
    }
}
