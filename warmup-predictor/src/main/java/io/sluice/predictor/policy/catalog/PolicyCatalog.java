package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.policy.learning.LearningPolicy;
import java.util.List;
import java.util.function.Function;

/** The policies by name. A new one is one class and one line here. */
public final class PolicyCatalog {

    private static final List<Entry> POLICIES = List.of(
            policy("learned", "learns idle times and calls, and what waiting is worth", LearningPolicy::new),
            policy("fixed", "holds each instance for a fixed time after a call (10m)", FixedKeepAlive::new),
            policy("reactive", "holds and foresees nothing", _ -> new Reactive()),
            policy(
                    "hybrid",
                    "forecasts from a histogram of idle times (Serverless in the Wild)",
                    _ -> new HybridHistogram()),
            policy("faascache", "holds as a cache does until memory is needed (FaasCache)", FaasCache::new),
            policy("xanadu", "starts the most likely path of an entry (Xanadu)", Xanadu::new),
            bound("offline", "knows when each instance is used next, and holds or ends it", OfflineOptimum::new),
            bound("clairvoyant", "knows the best keep-alive of each function", ClairvoyantKeepAlive::new),
            bound("oracle", "knows every call, and starts what it needs just in time", Oracle::new));

    private PolicyCatalog() {}

    /**
     * A policy that can be made.
     *
     * @param name what {@link #create} calls it
     * @param description one line for people, in the third person
     * @param bound whether it knows the future, and so shows what could be reached rather than competes
     */
    public record Entry(
            String name, String description, boolean bound, Function<PolicySettings, WarmupPolicy> factory) {}

    private static Entry policy(String name, String description, Function<PolicySettings, WarmupPolicy> factory) {
        return new Entry(name, description, false, factory);
    }

    private static Entry bound(String name, String description, Function<PolicySettings, WarmupPolicy> factory) {
        return new Entry(name, description, true, factory);
    }

    /** Every policy, competitors first. */
    public static List<Entry> entries() {
        return POLICIES;
    }

    /** The names of all policies. */
    public static List<String> names() {
        return POLICIES.stream().map(Entry::name).toList();
    }

    /**
     * Makes a policy that has learned nothing yet.
     *
     * @throws IllegalArgumentException when there is none of that name, or a setting is out of its range or missing
     */
    public static WarmupPolicy create(String name, PolicySettings settings) {
        return POLICIES.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "policy '" + name + "' isn't known; known are " + String.join(", ", names())))
                .factory()
                .apply(settings);
    }
}
