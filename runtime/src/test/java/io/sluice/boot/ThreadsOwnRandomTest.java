package io.sluice.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ThreadsOwnRandomTest {

    private static final int EACH = 10_000;

    @Test
    void manyThreads_getDifferentNumbers() throws InterruptedException {
        ThreadsOwnRandom random = new ThreadsOwnRandom(1);
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        Runnable draw = () -> IntStream.range(0, EACH).forEach(i -> seen.add(random.nextLong()));
        Thread one = Thread.ofPlatform().start(draw);
        Thread other = Thread.ofVirtual().start(draw);

        one.join();
        other.join();

        assertThat(seen).hasSize(2 * EACH);
    }

    @Test
    void otherSeeds_giveOtherNumbers() {
        assertThat(new ThreadsOwnRandom(1).nextLong())
                .isEqualTo(new ThreadsOwnRandom(1).nextLong())
                .isNotEqualTo(new ThreadsOwnRandom(2).nextLong());
    }
}
