package io.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frames over real sockets. */
final class FrameServingTest {

    private static final byte[] HI = {'h', 'i'};

    private FrameRig rig;

    @BeforeEach
    void begin() {
        rig = new FrameRig();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private FrameServing serving(int mostLoops) {
        return new FrameServing(rig.vertx, rig.binding, rig.connections, mostLoops);
    }

    private static int listen(FrameServing serving) throws Exception {
        return serving.listen(SocketAddress.inetSocketAddress(0, "127.0.0.1"))
                .toCompletionStage()
                .toCompletableFuture()
                .get(FrameRig.SECONDS, TimeUnit.SECONDS);
    }

    private static String loopOf(SocketRuntime runtime) throws Exception {
        return new String(runtime.call("loopThread", HI), StandardCharsets.UTF_8);
    }

    @Test
    void connections_areSpreadOverTheEventLoops() throws Exception {
        int port = listen(serving(2));

        try (SocketRuntime first = new SocketRuntime(port);
                SocketRuntime second = new SocketRuntime(port)) {
            assertThat(loopOf(first)).isEqualTo(loopOf(first)).isNotEqualTo(loopOf(second));
        }
    }

    @Test
    void connections_ofAnInstanceThatTakesOneCallAtATime_shareALoop() throws Exception {
        int port = listen(serving(1));

        try (SocketRuntime first = new SocketRuntime(port);
                SocketRuntime second = new SocketRuntime(port)) {
            assertThat(Set.of(loopOf(first))).containsExactly(loopOf(second));
        }
    }

    @Test
    void payload_ofSeveralMiB_comesAndGoes() throws Exception {
        byte[] large = new byte[3 * 1024 * 1024];
        new Random(1).nextBytes(large);

        try (SocketRuntime runtime = new SocketRuntime(listen(serving(1)))) {
            assertThat(runtime.call("bytes", large)).isEqualTo(large);
        }
    }

    @Test
    void calls_manyTimes_keepNoBuffers() throws Exception {
        try (SocketRuntime runtime = new SocketRuntime(listen(serving(1)))) {
            runtime.call("bytes", HI);
            long before = buffers();
            for (int i = 0; i < 3000; i++) {
                runtime.call("bytes", HI);
            }

            assertThat(buffers() - before).isLessThan(100);
        }
    }

    private static long buffers() {
        return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    @Test
    void finish_letsCallsInProgressEnd() throws Exception {
        SampleFunctions.gate = new CountDownLatch(1);
        FrameServing serving = serving(2);
        int port = listen(serving);
        try (SocketRuntime busy = new SocketRuntime(port);
                SocketRuntime idle = new SocketRuntime(port)) {
            busy.begin("waits", HI);
            FrameRig.awaitSeen("waits begins");

            CompletableFuture<Boolean> finished =
                    CompletableFuture.supplyAsync(() -> finish(serving, Duration.ofSeconds(FrameRig.SECONDS)));

            busy.awaitGoodbye();
            assertThat(idle.awaitEnd()).isTrue();
            assertThat(finished).isNotDone();
            SampleFunctions.gate.countDown();
            assertThat(new String(busy.awaitAnswer(), StandardCharsets.UTF_8)).isEqualTo("waited");
            assertThat(busy.awaitEnd()).isTrue();
            assertThat(finished.get(FrameRig.SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void finish_ofACallThatGoesOn_cutsItOffWhenTheTimeIsOver() throws Exception {
        SampleFunctions.gate = new CountDownLatch(1);
        FrameServing serving = serving(1);
        try (SocketRuntime runtime = new SocketRuntime(listen(serving))) {
            runtime.begin("waits", HI);
            FrameRig.awaitSeen("waits begins");

            assertThat(finish(serving, Duration.ofMillis(50))).isFalse();

            assertThat(runtime.awaitEnd()).isTrue();
            FrameRig.awaitSeen("waits was interrupted");
        }
    }

    private static boolean finish(FrameServing serving, Duration within) {
        try {
            return serving.finish(within);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
