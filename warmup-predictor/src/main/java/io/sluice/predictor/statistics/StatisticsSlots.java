package io.sluice.predictor.statistics;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What several nodes learned, side by side: each (node, incarnation, epoch) has a slot that only it writes, of which the
 * higher version wins; the value is the sum over the slots. So merging is associative, commutative and idempotent (a
 * state-based replicated counter: Shapiro, Preguiça, Baquero and Zawirski, "Conflict-free Replicated Data Types", 2011), which
 * adding snapshots isn't. For one thread; what is put in must not change afterwards.
 */
public final class StatisticsSlots {

    private static final Comparator<Slot> ORDER =
            Comparator.comparing(Slot::node).thenComparing(Slot::incarnation).thenComparing(Slot::epoch);

    private final Map<Slot, Version> slots = new TreeMap<>(ORDER);

    /**
     * Who writes.
     *
     * @param node its name
     * @param incarnation which of the node's processes, a number that grows with each start
     * @param epoch of the statistics
     */
    public record Slot(String node, long incarnation, long epoch) {}

    /** What was written; of two the one with the higher number is the newer. */
    public record Version(long number, Statistics statistics) {}

    /** Takes in what a slot's writer wrote, unless something newer is there; says whether it did. */
    public boolean put(Slot slot, long number, Statistics statistics) {
        Version there = slots.get(slot);
        if (there != null && there.number() >= number) {
            return false;
        }
        slots.put(slot, new Version(number, statistics));
        return true;
    }

    /** Takes in all that another one holds. */
    public void merge(StatisticsSlots other) {
        other.slots.forEach((slot, version) -> put(slot, version.number(), version.statistics()));
    }

    public @Nullable Version find(Slot slot) {
        return slots.get(slot);
    }

    /** Lets go of the slots that are of an earlier epoch: what is in them has decayed to next to nothing. */
    public void forgetBefore(long epoch) {
        slots.keySet().removeIf(slot -> slot.epoch() < epoch);
    }

    /** The sum over those slots that are chosen, as seen from an epoch; slots of later epochs aren't in it. */
    public Statistics sum(long epoch, Predicate<Slot> chosen) {
        Statistics sum = new Statistics(epoch);
        slots.forEach((slot, version) -> {
            if (chosen.test(slot) && version.statistics().epoch() <= epoch) {
                sum.add(version.statistics());
            }
        });
        return sum;
    }

    /** The sum over all slots. */
    public Statistics sum(long epoch) {
        return sum(epoch, slot -> true);
    }
}
