package io.sluice.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A tweet as {@code demo/ingest} gives it; the label is the file's own, where it has one. */
record Tweet(String text, Optional<String> label) {

    /** The tweets in what {@code demo/ingest} returned: a list of texts, or of objects with {@code text} and {@code label}. */
    static List<Tweet> of(JsonNode ingested) {
        JsonNode list = ingested.isObject() && ingested.has("tweets") ? ingested.path("tweets") : ingested;
        List<Tweet> tweets = new ArrayList<>();
        for (JsonNode each : list) {
            String text = each.isTextual() ? each.asText() : each.path("text").asText("");
            if (!text.isBlank()) {
                tweets.add(new Tweet(text, label(each.path("label"))));
            }
        }
        return tweets;
    }

    private static Optional<String> label(JsonNode label) {
        return label.isTextual() && !label.asText().isBlank()
                ? Optional.of(label.asText().strip().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
