package io.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SerialTest {

    private final Queue<Runnable> handedOver = new ArrayDeque<>();
    private final Serial serial = new Serial(handedOver::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void task_whenNoneRuns_isRunAtOnceByWhoBringsIt() {
        Thread[] ran = new Thread[1];

        serial.execute(() -> ran[0] = Thread.currentThread());

        assertThat(ran[0]).isSameAs(Thread.currentThread());
        assertThat(handedOver).isEmpty();
    }

    @Test
    void task_thatComesInsideAnother_isRunAfterIt() {
        serial.execute(() -> {
            serial.execute(() -> done.add("inner"));
            done.add("outer");
        });

        assertThat(done).containsExactly("outer", "inner");
    }

    @Test
    void tasksOfOthers_beyondAThreadsShare_areHandedOver() {
        int more = Serial.MOST_ALONG + 3;
        serial.execute(() -> IntStream.range(0, more).forEach(i -> serial.execute(() -> done.add("task " + i))));

        assertThat(done).hasSize(Serial.MOST_ALONG);
        serial.execute(() -> done.add("late"));
        assertThat(done).hasSize(Serial.MOST_ALONG);

        handedOver.remove().run();

        assertThat(done).hasSize(more + 1).endsWith("task " + (more - 1), "late");
        assertThat(handedOver).isEmpty();
    }

    @Test
    void taskThatFails_leavesTheOthersTheirTurn() {
        serial.execute(() -> {
            serial.execute(() -> done.add("next"));
            throw new IllegalStateException("meant to be seen in the log of this test");
        });
        serial.execute(() -> done.add("later"));

        assertThat(done).containsExactly("next", "later");
    }

    @Test
    void manyThreads_areServedOneAtATime_eachInItsOwnOrder() throws InterruptedException {
        Serial shared = new Serial(task -> Thread.ofVirtual().start(task));
        int threads = 4;
        int each = 20_000;
        int[] last = IntStream.generate(() -> -1).limit(threads).toArray();
        int[] outOfOrder = {0};
        CountDownLatch over = new CountDownLatch(threads * each);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            Thread.ofPlatform().start(() -> IntStream.range(0, each)
                    .forEach(i -> shared.execute(() -> {
                        outOfOrder[0] += last[thread] == i - 1 ? 0 : 1;
                        last[thread] = i;
                        over.countDown();
                    })));
        }

        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(outOfOrder[0]).isZero();
        assertThat(last).containsOnly(each - 1);
    }
}
