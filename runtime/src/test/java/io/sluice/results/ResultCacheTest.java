package io.sluice.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Caller;
import io.sluice.contract.ContentType;
import io.sluice.registry.FunctionVersion;
import io.sluice.testing.Samples;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ResultCacheTest {

    private static final Caller CALLER = new Caller("demo", false);
    private static final long MEMORY = 1 << 20;
    private static final FunctionVersion FUNCTION = Samples.version("demo/a", "1.0.0", "cache: {ttl: 60s}");

    private final AtomicLong nanoTime = new AtomicLong(1);
    private final ResultCache cache = ResultCache.of(MEMORY, nanoTime::get);

    private static ResultKey key(int number) {
        return ResultKey.of(FUNCTION, CALLER, ContentType.JSON, Buffer.buffer(Integer.toString(number)));
    }

    private KeptResult result(int bytes) {
        return result(bytes, nanoTime.get());
    }

    private KeptResult result(int bytes, long startedNanos) {
        return new KeptResult(
                FUNCTION, ContentType.TEXT, Buffer.buffer("x".repeat(bytes)), startedNanos, nanoTime.get(), List.of());
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void result_isKeptForItsTimeToLive() {
        cache.keep(key(1), result(10));

        pass(Duration.ofSeconds(59));
        assertThat(cache.find(key(1))).isNotNull();
        pass(Duration.ofSeconds(1));
        assertThat(cache.find(key(1))).isNull();
    }

    @Test
    void timeToLive_countsFromWhenTheResultCameBackHoweverOftenItIsUsed() {
        KeptResult late = result(10);
        pass(Duration.ofSeconds(50));
        cache.keep(key(1), late);

        pass(Duration.ofSeconds(9));
        assertThat(cache.find(key(1))).isEqualTo(late);
        pass(Duration.ofSeconds(1));
        assertThat(cache.find(key(1))).isNull();
    }

    @Test
    void results_takeNoMoreThanTheMemoryThereIs() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            cache.keep(key(i), result(random.nextInt(20_000)));
            assertThat(cache.usage().bytes()).isLessThanOrEqualTo(MEMORY);
        }

        ResultCache.Usage usage = cache.usage();
        assertThat(usage.bytes()).isGreaterThan(MEMORY / 2);
        assertThat(usage.entries() + usage.evictions()).isEqualTo(5_000);
    }

    @Test
    void resultsWithoutBytes_countToo() {
        for (int i = 0; i < 20_000; i++) {
            cache.keep(key(i), result(0));
        }

        assertThat(cache.usage().entries()).isBetween(1L, MEMORY / 300);
    }

    @Test
    void resultThatIsUsed_outlivesThoseThatAreNot() {
        cache.keep(key(0), result(1_000));
        for (int i = 1; i < 10_000; i++) {
            cache.keep(key(i), result(1_000));
            assertThat(cache.find(key(0))).as("after %s others", i).isNotNull();
        }
    }

    @Test
    void resultThatIsTooLarge_isNotKeptAndMovesNothingOut() {
        cache.keep(key(1), result(10));

        cache.keep(key(2), result((int) cache.entryBytes()));
        cache.keep(key(3), result((int) cache.entryBytes() - 1_000));

        assertThat(cache.entryBytes()).isEqualTo(MEMORY / 16);
        assertThat(cache.find(key(1))).isNotNull();
        assertThat(cache.find(key(2))).isNull();
        assertThat(cache.find(key(3))).isNotNull();
    }

    @Test
    void resultOfACallThatStartedEarlier_doesNotReplaceALaterOne() {
        KeptResult later = result(1, 20);
        KeptResult latest = result(1, 30);

        cache.keep(key(1), later);
        cache.keep(key(1), result(1, 10));
        assertThat(cache.find(key(1))).isEqualTo(later);

        cache.keep(key(1), latest);
        assertThat(cache.find(key(1))).isEqualTo(latest);
    }

    @Test
    void earlierResult_leavesTheLaterOnesTimeToLiveAsItIs() {
        cache.keep(key(1), result(1, 20));
        pass(Duration.ofSeconds(59));

        cache.keep(key(1), result(1, 10));

        pass(Duration.ofSeconds(2));
        assertThat(cache.find(key(1))).isNull();
    }

    @Test
    void drop_takesTheEntryThatIsMeantOnly() {
        KeptResult old = result(1, 10);
        KeptResult renewed = result(2, 20);
        cache.keep(key(1), old);
        cache.keep(key(1), renewed);

        cache.drop(key(1), old);
        assertThat(cache.find(key(1))).isEqualTo(renewed);
        cache.drop(key(1), renewed);
        assertThat(cache.find(key(1))).isNull();
    }

    @Test
    void dropIf_dropsWhatIsUnwanted() {
        for (int i = 0; i < 10; i++) {
            cache.keep(key(i), result(i));
        }

        assertThat(cache.dropIf(result -> result.bytes().length() % 2 == 0)).isEqualTo(5);

        assertThat(cache.usage().entries()).isEqualTo(5);
        assertThat(cache.find(key(2))).isNull();
        assertThat(cache.find(key(3))).isNotNull();
        assertThat(cache.usage().evictions()).isZero();
    }

    @Test
    void cacheWithoutMemory_keepsNothing() {
        ResultCache none = ResultCache.of(0, nanoTime::get);

        none.keep(key(1), result(0));

        assertThat(none.find(key(1))).isNull();
        assertThat(none.entryBytes()).isZero();
        assertThat(none.dropIf(result -> true)).isZero();
        assertThat(none.usage()).isEqualTo(new ResultCache.Usage(0, 0, 0));
    }
}
