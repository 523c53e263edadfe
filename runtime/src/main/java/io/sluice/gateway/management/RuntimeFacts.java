package io.sluice.gateway.management;

import java.nio.file.Path;
import java.time.Instant;

/** What there is to say of this runtime's process. */
public interface RuntimeFacts {

    /** Its {@code $SLUICE_HOME}. */
    Path home();

    /** When it started. */
    Instant startedAt();

    /** Its resident memory in bytes, or 0 where that is not known. */
    long residentBytes();
}
