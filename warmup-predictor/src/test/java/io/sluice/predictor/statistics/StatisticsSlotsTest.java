package io.sluice.predictor.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.statistics.StatisticsSlots.Slot;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class StatisticsSlotsTest {

    private static final long EPOCH = 5;

    @RepeatedTest(10)
    void merge_ofWhateverWasSeen_isAssociativeCommutativeAndIdempotent(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Writers writers = new Writers(random);
        StatisticsSlots a = writers.seen();
        StatisticsSlots b = writers.seen();
        StatisticsSlots c = writers.seen();

        assertThat(bytes(merged(merged(a, b), c))).isEqualTo(bytes(merged(a, merged(b, c))));
        assertThat(bytes(merged(a, b))).isEqualTo(bytes(merged(b, a)));
        assertThat(bytes(merged(merged(a, b), b))).isEqualTo(bytes(merged(a, b)));
    }

    @RepeatedTest(10)
    void sum_isThatOfTheNewestOfEachWriter(RepetitionInfo repetition) {
        Random random = new Random(100 + repetition.getCurrentRepetition());
        Writers writers = new Writers(random);
        StatisticsSlots slots = new StatisticsSlots();
        Map<Slot, Long> newest = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            writers.deliver(slots, newest);
        }
        double expected = newest.entrySet().stream()
                .mapToDouble(each -> writers.trials(each.getKey(), each.getValue()))
                .sum();

        double sum = slots.sum(EPOCH).callers().values().stream()
                .mapToDouble(CallerStatistics::trials)
                .sum();
        assertThat(sum).isEqualTo(expected);
    }

    @Test
    void put_anOlderVersion_changesNothing() {
        StatisticsSlots slots = new StatisticsSlots();
        Slot slot = new Slot("node", 1, EPOCH);
        Statistics newer = new Statistics(EPOCH);

        assertThat(slots.put(slot, 2, newer)).isTrue();
        assertThat(slots.put(slot, 1, new Statistics(EPOCH))).isFalse();
        assertThat(slots.put(slot, 2, new Statistics(EPOCH))).isFalse();
        assertThat(slots.find(slot))
                .extracting(StatisticsSlots.Version::statistics)
                .isSameAs(newer);
    }

    @Test
    void forgetBefore_letsGoOfEarlierEpochsOnly() {
        StatisticsSlots slots = new StatisticsSlots();
        slots.put(new Slot("node", 1, 1), 1, new Statistics(1));
        slots.put(new Slot("node", 1, 2), 1, new Statistics(2));
        slots.forgetBefore(2);

        assertThat(slots.find(new Slot("node", 1, 1))).isNull();
        assertThat(slots.find(new Slot("node", 1, 2))).isNotNull();
    }

    private static StatisticsSlots merged(StatisticsSlots a, StatisticsSlots b) {
        StatisticsSlots sum = new StatisticsSlots();
        sum.merge(a);
        sum.merge(b);
        return sum;
    }

    private static byte[] bytes(StatisticsSlots slots) {
        return StatisticsCodec.encode(slots.sum(EPOCH));
    }

    /** Nodes that write versions of their slots, of which copies are seen here and there; trials are powers of two. */
    private static final class Writers {

        private final Random random;
        private final Map<Slot, Map<Long, Statistics>> written = new HashMap<>();

        Writers(Random random) {
            this.random = random;
        }

        StatisticsSlots seen() {
            StatisticsSlots slots = new StatisticsSlots();
            for (int i = 0; i < 6; i++) {
                deliver(slots, new HashMap<>());
            }
            return slots;
        }

        void deliver(StatisticsSlots slots, Map<Slot, Long> newest) {
            Slot slot = new Slot("n" + random.nextInt(3), random.nextInt(2), EPOCH);
            long version = 1 + random.nextInt(4);
            slots.put(slot, version, version(slot, version));
            newest.merge(slot, version, Math::max);
        }

        double trials(Slot slot, long version) {
            return version(slot, version).callers().values().stream()
                    .mapToDouble(CallerStatistics::trials)
                    .sum();
        }

        private Statistics version(Slot slot, long version) {
            return written.computeIfAbsent(slot, ignored -> new HashMap<>()).computeIfAbsent(version, number -> {
                Statistics statistics = new Statistics(EPOCH);
                Random own = new Random(slot.hashCode() + number);
                for (int i = 0; i < 10 * number; i++) {
                    RandomStatistics.addTo(statistics, own);
                }
                CallerStatistics caller = statistics.caller("entry", slot.node());
                if (caller != null) {
                    caller.addTrial(1 << number);
                }
                statistics.callers().values().forEach(each -> each.setTrials((float) Math.rint(each.trials())));
                return statistics;
            });
        }
    }
}
