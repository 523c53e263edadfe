package io.sluice.boot;

import io.sluice.pool.Instance;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolListener;
import java.time.Duration;
import java.util.List;

/** Several listeners as one. */
record PoolListeners(List<PoolListener> listeners) implements PoolListener {

    @Override
    public void started(InstanceSpec spec, InstanceId instance, boolean awaited) {
        listeners.forEach(listener -> listener.started(spec, instance, awaited));
    }

    @Override
    public void ready(InstanceSpec spec, InstanceId instance, Duration startTime) {
        listeners.forEach(listener -> listener.ready(spec, instance, startTime));
    }

    @Override
    public void startFailed(InstanceSpec spec, InstanceId instance, String reason) {
        listeners.forEach(listener -> listener.startFailed(spec, instance, reason));
    }

    @Override
    public void overloaded(InstanceSpec spec) {
        listeners.forEach(listener -> listener.overloaded(spec));
    }

    @Override
    public void exited(InstanceSpec spec, InstanceId instance, Instance.Exit exit) {
        listeners.forEach(listener -> listener.exited(spec, instance, exit));
    }
}
