package io.sluice.functions.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads tweets from a {@link Source}. Blocks while it fetches; for any thread but an event loop's. */
@Singleton
@Startup
public final class IngestFunction {

    private final Limits limits;
    private final TweetReader reader;
    private final Fetcher fetcher;
    private final Timeline timeline;

    IngestFunction(
            Vertx vertx,
            @ConfigProperty(name = "INGEST_ALLOW_PRIVATE", defaultValue = "false") boolean allowPrivate,
            @ConfigProperty(name = "INGEST_MAX_BYTES", defaultValue = "10485760") long maxBytes,
            @ConfigProperty(name = "INGEST_MAX_ROWS", defaultValue = "100000") int maxRows,
            @ConfigProperty(name = "INGEST_TIMEOUT_SECONDS", defaultValue = "30") long seconds,
            @ConfigProperty(name = "X_API_BASE", defaultValue = "https://api.x.com") String base,
            @ConfigProperty(name = "X_BEARER_TOKEN") Optional<String> token) {
        limits = new Limits(maxBytes, maxRows, Duration.ofSeconds(seconds));
        reader = new TweetReader(maxRows);
        fetcher = new Fetcher(vertx, AddressRules.of(allowPrivate), InetAddress::getAllByName);
        timeline = new Timeline(fetcher, base, token);
    }

    /** @param source a {@link Source} */
    @Funq("ingest")
    public List<Tweet> ingest(@Nullable JsonNode source) {
        return read(Source.of(source));
    }

    List<Tweet> read(Source source) {
        var budget = new Budget(limits, System::nanoTime);
        return switch (source) {
            case Source.Content(String text) -> {
                budget.take(text.getBytes(StandardCharsets.UTF_8).length);
                yield reader.read(text);
            }
            case Source.Parsed(var tweets) -> reader.read(tweets);
            case Source.Address(String url) -> reader.read(fetcher.fetch(address(url), budget));
            case Source.User(String name) -> timeline.read(name, limits.rows(), budget);
        };
    }

    private static URI address(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw InputErrors.of("url: must be an address, was '%s': %s", url, e.getMessage());
        }
    }
}
