package io.sluice.functions;

import com.fasterxml.jackson.databind.ObjectWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What every call to this application's functions needs.
 *
 * @param writer writes results
 * @param maxRequest the largest input that is read, in bytes
 */
record Binding(EntryPoints entryPoints, ObjectWriter writer, CallScope scope, int maxRequest) {

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
