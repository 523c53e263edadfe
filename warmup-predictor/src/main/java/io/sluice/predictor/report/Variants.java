package io.sluice.predictor.report;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.catalog.PolicyCatalog;
import io.sluice.predictor.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep comes to. A policy says in its name which settings it was made with, as far as they change anything: by that
 * it is known whether it asks for the price or for a keep-alive.
 */
final class Variants {

    /** The policy that the others' waste is told as a multiple of. */
    static final String REFERENCE = "fixed";

    private final Trace trace;
    private final PolicySettings settings;
    private final Sweep sweep;
    private final List<Variant> all = new ArrayList<>();

    Variants(Trace trace, PolicySettings settings, Sweep sweep) {
        this.trace = trace;
        this.settings = settings;
        this.sweep = sweep;
        for (String policy : sweep.policies()) {
            add(policy(policy));
        }
        if (all.stream().noneMatch(variant -> variant.name().equals(REFERENCE))) {
            all.add(variant(policy(REFERENCE), null, sweep.taus().getFirst(), null, false));
        }
    }

    List<Variant> all() {
        return all;
    }

    private void add(PolicyCatalog.Entry policy) {
        List<Variant> priced = sweep.taus().stream()
                .map(tau -> variant(policy, tau, tau, null, true))
                .toList();
        if (priced.stream().map(Variant::name).distinct().count() > 1) {
            all.addAll(priced);
            return;
        }
        String own = priced.getFirst().name();
        List<Variant> held = sweep.keepAlives().stream()
                .map(keepAlive -> variant(policy, keepAlive, keepAlive, keepAlive, true))
                .toList();
        @Nullable
        Duration parameter = held.stream()
                .filter(variant -> variant.name().equals(own))
                .map(Variant::parameter)
                .findFirst()
                .orElse(null);
        priced.forEach(variant -> all.add(new Variant(policy, parameter, variant.settings(), own, true)));
        held.stream().filter(variant -> !variant.name().equals(own)).forEach(all::add);
    }

    private Variant variant(
            PolicyCatalog.Entry policy,
            @Nullable Duration parameter,
            Duration tau,
            @Nullable Duration keepAlive,
            boolean shown) {
        PolicySettings made = new PolicySettings(
                tau, keepAlive, settings.memoryBytes(), settings.processors(), settings.seed(), trace);
        return new Variant(policy, parameter, made, policy.factory().apply(made).name(), shown);
    }

    private static PolicyCatalog.Entry policy(String name) {
        return PolicyCatalog.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "policy '" + name + "' isn't known; known are " + String.join(", ", PolicyCatalog.names())));
    }
}
