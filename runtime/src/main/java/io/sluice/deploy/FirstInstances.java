package io.sluice.deploy;

import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolListener;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for what becomes of a version's first start. Safe for use by many threads. */
public final class FirstInstances implements PoolListener {

    private final Map<String, CompletableFuture<Optional<String>>> awaited = new ConcurrentHashMap<>();

    /** A wait for one version; closed when nobody waits any more. */
    final class Wait implements AutoCloseable {

        private final String label;
        private final CompletableFuture<Optional<String>> outcome = new CompletableFuture<>();

        private Wait(String label) {
            this.label = label;
            awaited.put(label, outcome);
        }

        /** Why the start failed; empty when an instance is ready. Blocks. */
        Optional<String> failure(Duration bound, Supplier<String> withoutAWord) {
            try {
                return outcome.get(bound.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                return Optional.of(withoutAWord.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("the wait for its first instance was interrupted");
            }
        }

        @Override
        public void close() {
            awaited.remove(label, outcome);
        }
    }

    /** Listens from now on to what becomes of the version's next start. */
    Wait listen(String label) {
        return new Wait(label);
    }

    @Override
    public void ready(InstanceSpec spec, InstanceId instance, Duration startTime) {
        tell(spec, Optional.empty());
    }

    @Override
    public void startFailed(InstanceSpec spec, InstanceId instance, String reason) {
        tell(spec, Optional.of(reason));
    }

    private void tell(InstanceSpec spec, Optional<String> failure) {
        CompletableFuture<Optional<String>> waiting = awaited.get(spec.label());
        if (waiting != null) {
            waiting.complete(failure);
        }
    }
}
