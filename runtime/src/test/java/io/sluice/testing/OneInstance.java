package io.sluice.testing;

import io.sluice.contract.ReadySignal;
import io.sluice.pool.InstanceId;
import io.sluice.pool.connection.CallsInProgress;
import io.sluice.pool.process.CapabilityHolder;
import io.sluice.pool.process.InstanceCapabilities;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The capability {@code secret} belongs to an instance; a call is in progress when its token is handed back. */
public final class OneInstance implements InstanceCapabilities, CallsInProgress {

    /** Those that came. */
    public final List<ReadySignal> signals = new CopyOnWriteArrayList<>();

    /** Whether they are taken. */
    public volatile boolean takesSignals = true;

    @Override
    public Optional<CapabilityHolder> find(String capability) {
        return capability.equals("secret")
                ? Optional.of(new CapabilityHolder(new InstanceId("i-1"), "demo/parent", "1.0.0", "parent"))
                : Optional.empty();
    }

    @Override
    public boolean ready(String capability, ReadySignal signal) {
        signals.add(signal);
        return takesSignals;
    }

    @Override
    public Lookup find(String capability, @Nullable String token) {
        return token == null ? new Refused("several calls are in progress: pass the token on") : new Found(token);
    }
}
