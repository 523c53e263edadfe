package io.sluice.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contract.api.FunctionStats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration found.
 *
 * @param seconds how long the tweets took, without starting and deploying
 * @param failed how many tweets failed; they are not among {@code tweets}
 * @param counts label to how many tweets got it
 * @param measured how well the labels agree with the file's, or null where it has none
 * @param steps what the runtime counted for each function
 */
public record Report(
        List<Labelled> tweets,
        double seconds,
        int failed,
        @Nullable String firstFailure,
        Map<String, Integer> counts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Quality measured,
        List<FunctionStats> steps) {

    /** A tweet with the label that the pipe gave it, and the file's own. */
    public record Labelled(
            String text,
            String label,
            double confidence,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String expected) {}

    /**
     * @param macroRecall the mean, over the labels of the file, of the share that was found
     */
    public record Quality(int labelled, double accuracy, double macroRecall) {}

    /** How well the labels agree with the file's. */
    public Optional<Quality> quality() {
        return Optional.ofNullable(measured);
    }

    static Map<String, Integer> counts(List<Labelled> tweets) {
        return tweets.stream()
                .collect(Collectors.groupingBy(Labelled::label, TreeMap::new, Collectors.summingInt(each -> 1)));
    }

    static @Nullable Quality measure(List<Labelled> tweets) {
        Map<String, List<Labelled>> byLabel = tweets.stream()
                .filter(each -> each.expected() != null)
                .collect(Collectors.groupingBy(each -> String.valueOf(each.expected())));
        List<Labelled> all = byLabel.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            return null;
        }
        double recall =
                byLabel.values().stream().mapToDouble(Report::hits).average().orElse(0);
        return new Quality(all.size(), hits(all), recall);
    }

    private static double hits(List<Labelled> tweets) {
        return tweets.stream()
                        .filter(each -> each.label().equals(each.expected()))
                        .count()
                / (double) tweets.size();
    }
}
