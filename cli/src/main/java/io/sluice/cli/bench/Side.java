package io.sluice.cli.bench;

import io.sluice.cli.load.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that load is put on, beside others.
 *
 * @param used the processor time that what is measured has taken up to now; absent where that can't be known
 */
public record Side(String name, Target target, Optional<Supplier<Duration>> used) {

    /** The processor time up to now, zero where it is not known. */
    Duration usedNow() {
        return used.map(Supplier::get).orElse(Duration.ZERO);
    }
}
