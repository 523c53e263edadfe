package io.sluice.warmup;

import io.sluice.predictor.statistics.Statistics;
import io.sluice.predictor.statistics.StatisticsCodec;
import io.sluice.predictor.statistics.StatisticsFormatException;
import io.sluice.predictor.statistics.StatisticsSlots;
import io.sluice.predictor.statistics.StatisticsSlots.Slot;
import io.sluice.state.StateTable;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps what was learned over restarts, and lets nodes have what others learned; a value for each slot (node, incarnation, epoch): {@code VERSION BASE64}, under
 * {@code NODE/INCARNATION/EPOCH}. What can't be read, as another version of the runtime wrote it, is set aside and never
 * keeps the runtime from starting. Methods block. For one thread at a time.
 */
public final class StatisticsStore {

    private static final Logger LOG = Logger.getLogger(StatisticsStore.class);
    private static final String ASIDE = "aside/";

    /** What is older has decayed to next to nothing. */
    private static final int EPOCHS_KEPT = 2;

    private final StateTable table;
    private final String node;
    private final long incarnation;
    private Set<String> seen = Set.of();
    private long version;

    /** @param incarnation which of the node's processes this is, a number that grows with each start */
    public StatisticsStore(StateTable table, String node, long incarnation) {
        this.table = table;
        this.node = node;
        this.incarnation = incarnation;
    }

    /** What all have written, this process apart, as seen from an epoch. */
    Statistics load(long epoch) {
        return load(others(), epoch);
    }

    /** The same, if any of it was written since this was asked last, or {@link #load} was. */
    Optional<Statistics> news(long epoch) {
        Set<String> before = seen;
        Map<String, String> others = others();
        return seen.equals(before) ? Optional.empty() : Optional.of(load(others, epoch));
    }

    private Map<String, String> others() {
        String own = node + "/" + incarnation + "/";
        Map<String, String> others = new HashMap<>(table.load());
        others.keySet().removeIf(key -> key.startsWith(ASIDE) || key.startsWith(own));
        seen = others.entrySet().stream()
                .map(entry -> entry.getKey() + " " + version(entry.getValue()))
                .collect(Collectors.toSet());
        return others;
    }

    private static String version(String value) {
        return value.substring(0, Math.max(0, value.indexOf(' ')));
    }

    private Statistics load(Map<String, String> others, long epoch) {
        StatisticsSlots slots = new StatisticsSlots();
        others.forEach((key, value) -> load(key, value, epoch, slots));
        return slots.sum(epoch);
    }

    private void load(String key, String value, long epoch, StatisticsSlots slots) {
        try {
            Slot slot = slot(key);
            if (slot.epoch() < epoch - EPOCHS_KEPT) {
                table.remove(key);
                return;
            }
            String number = version(value);
            byte[] bytes = Base64.getDecoder().decode(value.substring(number.length() + 1));
            slots.put(slot, Long.parseLong(number), StatisticsCodec.decode(bytes));
        } catch (StatisticsFormatException | IllegalArgumentException e) {
            LOG.warnf("learned statistics set aside, as they can't be read slot=%s reason=%s", key, e.getMessage());
            table.put(ASIDE + key, value);
            table.remove(key);
        }
    }

    private static Slot slot(String key) {
        String[] parts = key.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a slot is NODE/INCARNATION/EPOCH, was '" + key + "'");
        }
        return new Slot(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    /** Writes what this process has learned. */
    void save(long epoch, byte[] statistics) {
        version++;
        table.put(
                node + "/" + incarnation + "/" + epoch,
                version + " " + Base64.getEncoder().encodeToString(statistics));
    }
}
