package io.sluice.pool.process;

import io.sluice.pool.process.ProcessTable.Entry;
import io.sluice.pool.process.ProcessTable.Family;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Looks at the resident memory of instances. One whose control group counts for it is only looked at itself; of the
 * others, all processes that they started are added up.
 */
final class MemoryWatch {

    private static final Logger LOG = Logger.getLogger(MemoryWatch.class);

    private MemoryWatch() {}

    static void look(Collection<ProcessInstance> instances) {
        try {
            boolean alone = instances.stream().allMatch(instance -> instance.group() != null);
            List<Entry> entries = alone ? List.of() : ProcessTable.scan();
            instances.forEach(instance -> look(instance, entries));
        } catch (RuntimeException e) {
            LOG.warn("Memory could not be looked at", e);
        }
    }

    private static void look(ProcessInstance instance, List<Entry> entries) {
        Family family = instance.family();
        if (family == null) {
            return;
        }
        long main = instance.main();
        long bytes = instance.group() != null
                ? ProcessTable.residentBytes(main)
                : ProcessTable.related(family, entries).stream()
                        .mapToLong(Entry::residentBytes)
                        .sum();
        instance.resident(bytes);
    }
}
