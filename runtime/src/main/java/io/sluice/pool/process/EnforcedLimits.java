package io.sluice.pool.process;

import io.sluice.manifest.Network;
import io.sluice.sandbox.Isolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What isolation and limits hold for instances on this host, said in sentences for those who ask. */
final class EnforcedLimits {

    private EnforcedLimits() {}

    /**
     * A sentence each.
     *
     * @param groups whether memory is limited by control groups, too
     * @param watchPeriod how often resident memory is looked at
     */
    static List<String> facts(boolean groups, Duration watchPeriod, Isolation isolation, Network network) {
        List<String> facts = new ArrayList<>();
        facts.add("Each instance is a process of its own with a clean environment and a scratch folder.");
        facts.add(
                groups
                        ? "Memory is limited by a control group and a watch on resident memory."
                        : "Memory is limited by a watch on resident memory every " + watchPeriod.toMillis()
                                + " ms; a control group is not available here.");
        facts.add(
                isolation.diesWithStarter()
                        ? "The kernel kills instances when the runtime dies."
                        : "Instances of a killed runtime are ended at its next start; setpriv is not available here.");
        facts.addAll(isolation.hindrance().map(EnforcedLimits::open).orElseGet(() -> confined(network)));
        return List.copyOf(facts);
    }

    private static List<String> open(String reason) {
        return List.of(
                "Processes, files and network are not isolated: instances run as the runtime's user; " + reason + ".");
    }

    private static List<String> confined(Network network) {
        return List.of(
                "Processes: an instance sees those that it started, and no others.",
                "Files: it reads the system's programs, its package and its interpreter, and writes to its scratch folder.",
                switch (network) {
                    case FULL -> "Network: full; it reaches what this host reaches, this host's own ports included.";
                    case ISOLATED -> "Network: isolated; it reaches the runtime and nothing else.";
                });
    }
}
