package io.sluice.benchmarks.starts;

import java.util.List;
import java.util.Map;

/** A command that ends by itself. */
public record CommandStart(List<String> command) implements Start {

    @Override
    public Sample once() throws Exception {
        try (Launched launched = Launched.of(command, Map.of())) {
            return launched.ended();
        }
    }
}
