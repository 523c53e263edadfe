package io.sluice.cli.client;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests are sent again while a runtime is away, and after which pause. One that was refused a connection never
 * arrived. One that was answered with 503 was not begun, if the runtime itself says so; of others that may stand before it
 * that is believed only for requests that may be carried out twice. One whose connection broke may have been carried out.
 */
final class Patience {

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "PUT", "DELETE");
    private static final int UNAVAILABLE = 503;
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private Patience() {}

    /** Whether a request whose connection broke may be sent again. */
    static boolean afterBreak(String method) {
        return READING.contains(method);
    }

    /** Whether a request with this answer may be sent again. */
    static boolean afterAnswer(String method, HttpResponse<?> reply) {
        return reply.statusCode() == UNAVAILABLE && (REPEATABLE.contains(method) || ofTheRuntime(reply.headers()));
    }

    /** The runtime's refusals are JSON, and while it ends it answers without a body. */
    private static boolean ofTheRuntime(HttpHeaders headers) {
        return headers.firstValue("Content-Type")
                .map(type -> type.startsWith("application/json"))
                .orElseGet(() -> headers.firstValueAsLong("Content-Length").orElse(0) == 0);
    }

    /**
     * How long to wait before the next attempt, empty where that would be after the deadline.
     *
     * @param attempts how many there were
     * @param chance from 0 to 1, so that many who wait do not come back at once
     * @param left until the deadline
     */
    static Optional<Duration> pause(int attempts, double chance, Duration left) {
        Duration longest = FIRST.multipliedBy(1L << Math.min(attempts - 1, 10));
        if (longest.compareTo(LONGEST) > 0) {
            longest = LONGEST;
        }
        Duration pause = Duration.ofMillis((long) (longest.toMillis() * (0.5 + chance / 2)));
        return Optional.of(pause).filter(it -> it.compareTo(left) < 0);
    }
}
