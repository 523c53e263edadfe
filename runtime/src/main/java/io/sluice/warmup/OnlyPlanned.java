package io.sluice.warmup;

import java.time.Duration;
import java.util.Optional;

/** For shadow mode: pools as they are, of which nothing is asked. */
record OnlyPlanned(WarmPools pools) implements WarmPools {

    @Override
    public Optional<Kind> kind(String function) {
        return pools.kind(function);
    }

    @Override
    public int instances(String function) {
        return pools.instances(function);
    }

    @Override
    public void keep(String function, int instances, Duration lasting) {}
}
