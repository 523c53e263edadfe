package io.sluice.functions.sentiment.model;

import io.sluice.functions.sentiment.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads labelled tweets: a TSV file in UTF-8, one a line, {@code label<TAB>text}; empty lines are passed over. */
final class LabelledTweets {

    private static final Set<String> LABELS = Set.of("negative", "neutral", "positive");

    private LabelledTweets() {}

    /**
     * The tweets of a file, in order.
     *
     * @throws BadRow naming file and line, for a line without a tab, without text, or with another label
     */
    static List<LabelledTweet> read(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var tweets = new ArrayList<LabelledTweet>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                tweets.add(tweet(file, i + 1, lines.get(i)));
            }
        }
        if (tweets.isEmpty()) {
            throw new BadRow("%s: must hold at least one labelled tweet, is empty".formatted(file));
        }
        return tweets;
    }

    private static LabelledTweet tweet(Path file, int line, String row) {
        int tab = row.indexOf('\t');
        if (tab < 0 || row.substring(tab).isBlank()) {
            throw new BadRow("%s:%d: a row must be label<TAB>text, was '%s'".formatted(file, line, shortened(row)));
        }
        return new LabelledTweet(
                label(row.substring(0, tab))
                        .orElseThrow(() -> new BadRow("%s:%d: label must be negative, neutral or positive, was '%s'"
                                .formatted(file, line, shortened(row.substring(0, tab))))),
                row.substring(tab + 1));
    }

    private static Optional<Label> label(String word) {
        return LABELS.contains(word) ? Optional.of(Label.valueOf(word.toUpperCase(Locale.ROOT))) : Optional.empty();
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /** A tweet and what people took it for. */
    record LabelledTweet(Label label, String text) {}

    /** A row that cannot be used: which, and why. */
    static final class BadRow extends RuntimeException {

        private static final long serialVersionUID = 1;

        BadRow(String message) {
            super(message);
        }
    }
}
