package io.sluice.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventLoopTimeTest {

    @Test
    void of_schedulersFigures_isTheFirst() {
        assertThat(EventLoopTime.of("2470123456 49605 17\n")).isEqualTo(Duration.ofNanos(2_470_123_456L));
    }

    @Test
    void of_noFigures_isNothing() {
        assertThat(EventLoopTime.of("")).isZero();
    }

    @Test
    void of_process_countsItsEventLoopsOnly() throws InterruptedException {
        long own = ProcessHandle.current().pid();
        Duration before = EventLoopTime.of(own);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread loop = Thread.ofPlatform().name("vert.x-eventloop-thread-0").start(() -> work(busy, end));
        busy.await();
        Duration during = EventLoopTime.of(own);
        end.countDown();
        loop.join();

        assertThat(during).isGreaterThan(before.plusMillis(10));
        // The kernel has the thread for a moment longer than Java has.
        long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (EventLoopTime.of(own).compareTo(during) >= 0 && System.nanoTime() < limit) {
            Thread.onSpinWait();
        }
        assertThat(EventLoopTime.of(own)).isLessThan(during);
    }

    private static void work(CountDownLatch busy, CountDownLatch end) {
        while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < 50_000_000) {
            Thread.onSpinWait();
        }
        busy.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
