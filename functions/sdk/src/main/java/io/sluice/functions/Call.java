package io.sluice.functions;

import io.sluice.contract.InstanceProtocol;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call in progress: what its headers say, and its deadline. Immutable.
 *
 * @param function the entry point
 * @param deadline when it must have ended, in nanoseconds of {@link System#nanoTime()}
 */
record Call(String function, MultiMap requestHeaders, long deadline) implements FunctionContext {

    /** For calls whose headers name no time, which only authors who run the function by hand send. */
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(300);

    /** The call that arrives now. */
    static Call arriving(String function, MultiMap headers) {
        return new Call(function, headers, System.nanoTime() + timeout(headers).toNanos());
    }

    private static Duration timeout(MultiMap headers) {
        String millis = headers.get(InstanceProtocol.TIMEOUT);
        try {
            return millis == null ? DEFAULT_TIMEOUT : Duration.ofMillis(Math.max(1, Long.parseLong(millis.strip())));
        } catch (NumberFormatException notANumber) {
            return DEFAULT_TIMEOUT;
        }
    }

    @Nullable
    String token() {
        return requestHeaders.get(InstanceProtocol.TOKEN);
    }

    @Nullable
    String header(String name) {
        return requestHeaders.get(name);
    }

    @Override
    public String invocation() {
        return Optional.ofNullable(header(InstanceProtocol.INVOCATION)).orElse("");
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    @Override
    public Optional<String> traceParent() {
        return Optional.ofNullable(header("traceparent"));
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> all = new HashMap<>();
        requestHeaders.forEach((name, value) -> all.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        all.remove(InstanceProtocol.TOKEN);
        return Map.copyOf(all);
    }
}
