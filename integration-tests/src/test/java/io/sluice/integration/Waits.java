package io.sluice.integration;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Bounded waits for what comes about by itself; nothing here sleeps for a time that is hoped to be enough. */
final class Waits {

    /** Ample for the start of a process on a machine that is busy. */
    static final Duration PROCESS = Duration.ofSeconds(60);

    /** Ample for a project's first build by Maven, or as it does. */
    static final Duration BUILD = Duration.ofMinutes(3);

    private Waits() {}

    /** A wait whose failure says what did not come about. */
    static ConditionFactory until(String what) {
        return Awaitility.await(what).atMost(PROCESS).pollInterval(Duration.ofMillis(25));
    }
}
