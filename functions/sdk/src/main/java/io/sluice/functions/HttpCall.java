package io.sluice.functions;

import io.sluice.contract.ContentType;
import io.sluice.contract.InstanceProtocol;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that came by HTTP: its headers say the rest. Immutable. */
final class HttpCall extends Call {

    private final MultiMap headers;

    private HttpCall(String function, long deadline, MultiMap headers) {
        super(function, deadline);
        this.headers = headers;
    }

    /** The call that arrives now. */
    static HttpCall arriving(String function, MultiMap headers) {
        return new HttpCall(function, System.nanoTime() + timeout(headers).toNanos(), headers);
    }

    private static Duration timeout(MultiMap headers) {
        String millis = headers.get(InstanceProtocol.TIMEOUT);
        try {
            return millis == null ? DEFAULT_TIMEOUT : Duration.ofMillis(Math.max(1, Long.parseLong(millis.strip())));
        } catch (NumberFormatException notANumber) {
            return DEFAULT_TIMEOUT;
        }
    }

    @Override
    @Nullable
    String token() {
        return headers.get(InstanceProtocol.TOKEN);
    }

    @Override
    @Nullable
    ContentType contentType() {
        return ContentType.ofHeader(mediaType()).orElse(null);
    }

    @Override
    @Nullable
    String mediaType() {
        return headers.get("content-type");
    }

    @Override
    public String invocation() {
        return Optional.ofNullable(headers.get(InstanceProtocol.INVOCATION)).orElse("");
    }

    @Override
    public Optional<String> traceParent() {
        return Optional.ofNullable(headers.get("traceparent"));
    }

    @Override
    @Nullable
    String traceState() {
        return headers.get("tracestate");
    }

    @Override
    @Nullable
    String baggage() {
        return headers.get("baggage");
    }

    @Override
    Map<String, String> attributes() {
        Map<String, String> attributes = all();
        attributes.keySet().removeIf(name -> !name.startsWith("ce-"));
        return attributes;
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> all = all();
        all.remove(InstanceProtocol.TOKEN);
        return Map.copyOf(all);
    }

    private Map<String, String> all() {
        Map<String, String> all = new HashMap<>();
        headers.forEach((name, value) -> all.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        return all;
    }
}
