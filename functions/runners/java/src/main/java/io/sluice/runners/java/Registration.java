package io.sluice.runners.java;

import com.algorithmia.development.AbstractAlgorithm;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the author's {@code main} said to serve. For any thread. */
public final class Registration {

    private static final AtomicReference<@Nullable AbstractAlgorithm<?, ?>> LAST = new AtomicReference<>();

    private Registration() {}

    /** Notes it; the last one counts. */
    public static void of(AbstractAlgorithm<?, ?> algorithm) {
        LAST.set(algorithm);
    }

    static @Nullable AbstractAlgorithm<?, ?> take() {
        return LAST.getAndSet(null);
    }
}
