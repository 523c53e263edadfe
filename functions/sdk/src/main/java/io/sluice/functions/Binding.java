package io.sluice.functions;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.sluice.contract.payloads.PayloadClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What every call to this application's functions needs.
 *
 * @param writer writes results
 * @param maxRequest the largest input that is read, in bytes
 * @param payloads gets inputs and hands in results that are too large for calls, or null where there is no runtime
 */
record Binding(
        EntryPoints entryPoints,
        ObjectWriter writer,
        CallScope scope,
        int maxRequest,
        @Nullable PayloadClient payloads) {

    private static final Logger LOG = Logger.getLogger(Binding.class);
    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final int EXIT_OUT_OF_MEMORY = 3;

    /** Ends this JVM, which cannot be trusted any more, when the reply that says so has had time to leave. */
    void fatal(Throwable thrown) {
        LOG.errorf("the instance ends itself: %s", thrown);
        Thread.ofPlatform().name("last-words").start(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(LAST_WORDS.toMillis());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(EXIT_OUT_OF_MEMORY);
        });
    }
}
