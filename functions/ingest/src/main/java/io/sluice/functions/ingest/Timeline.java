package io.sluice.functions.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user's newest tweets, page by page, from an API of the X v2 form. The token goes to the configured base address only.
 * Blocks: call it from a virtual thread.
 */
final class Timeline {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 100;

    private final Fetcher fetcher;
    private final String base;
    private final Optional<String> token;

    Timeline(Fetcher fetcher, String base, Optional<String> token) {
        this.fetcher = fetcher;
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.token = token;
    }

    /** At most {@code maxRows} tweets of the user, newest first. */
    List<Tweet> read(String user, int maxRows, Budget budget) {
        if (!user.matches("@?\\w{1,50}")) {
            throw InputErrors.of("user: must be a name of letters, digits and _, was '%s'", user);
        }
        var name = user.startsWith("@") ? user.substring(1) : user;
        var id = get("/2/users/by/username/" + name, budget).path("data").path("id");
        if (!id.isTextual()) {
            throw InputErrors.of("user: '%s' must exist, the API knows none", name);
        }
        return pages("/2/users/" + encoded(id.textValue()) + "/tweets", maxRows, budget);
    }

    private List<Tweet> pages(String path, int maxRows, Budget budget) {
        var tweets = new ArrayList<Tweet>();
        var page = "?max_results=" + PAGE + "&tweet.fields=created_at";
        var next = "";
        do {
            var answer = get(path + page + next, budget);
            for (var tweet : answer.path("data")) {
                tweets.add(tweet(tweet));
            }
            var nextToken = answer.path("meta").path("next_token").asText("");
            next = nextToken.isEmpty() ? "" : "&pagination_token=" + encoded(nextToken);
        } while (!next.isEmpty() && tweets.size() < maxRows);
        return tweets.subList(0, Math.min(tweets.size(), maxRows));
    }

    private static Tweet tweet(JsonNode json) {
        return new Tweet(
                json.path("id").asText(),
                json.path("text").asText(),
                null,
                json.path("created_at").isTextual() ? json.path("created_at").textValue() : null);
    }

    private JsonNode get(String path, Budget budget) {
        var bearer = token.orElseThrow(() -> InputErrors.of(
                "user: a timeline needs the secret X_BEARER_TOKEN, it is not set: set it for demo/ingest"));
        var address = URI.create(base + path);
        var answer = fetcher.get(address, Map.of("authorization", "Bearer " + bearer), budget);
        try {
            return JSON.readTree(answer.body(address));
        } catch (JsonProcessingException e) {
            throw InputErrors.of("user: '%s' must answer JSON, does not: %s", address, e.getOriginalMessage());
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
