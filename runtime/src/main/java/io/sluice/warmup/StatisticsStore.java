package io.sluice.warmup;

import io.sluice.predictor.statistics.Statistics;
import io.sluice.predictor.statistics.StatisticsCodec;
import io.sluice.predictor.statistics.StatisticsFormatException;
import io.sluice.predictor.statistics.StatisticsSlots;
import io.sluice.predictor.statistics.StatisticsSlots.Slot;
import io.sluice.registry.StateTable;
import java.util.Base64;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Keeps what was learned over restarts, a value for each slot (node, incarnation, epoch): {@code VERSION BASE64}, under
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
    private long version;

    /** @param incarnation which of the node's processes this is, a number that grows with each start */
    public StatisticsStore(StateTable table, String node, long incarnation) {
        this.table = table;
        this.node = node;
        this.incarnation = incarnation;
    }

    /** What all have written, this process apart, as seen from an epoch. */
    Statistics load(long epoch) {
        StatisticsSlots slots = new StatisticsSlots();
        for (Map.Entry<String, String> entry : table.load().entrySet()) {
            if (!entry.getKey().startsWith(ASIDE)) {
                load(entry.getKey(), entry.getValue(), epoch, slots);
            }
        }
        return slots.sum(epoch, slot -> !(slot.node().equals(node) && slot.incarnation() == incarnation));
    }

    private void load(String key, String value, long epoch, StatisticsSlots slots) {
        try {
            Slot slot = slot(key);
            if (slot.epoch() < epoch - EPOCHS_KEPT) {
                table.remove(key);
                return;
            }
            int space = value.indexOf(' ');
            long number = Long.parseLong(value.substring(0, Math.max(0, space)));
            byte[] bytes = Base64.getDecoder().decode(value.substring(space + 1));
            slots.put(slot, number, StatisticsCodec.decode(bytes));
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
