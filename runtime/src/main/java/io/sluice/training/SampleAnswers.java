package io.sluice.training;

import io.sluice.pool.Answer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance answered to its samples, each given to it twice, so that answers which change by themselves (a time, a
 * random number, a count) are told apart from those that another instance must give too.
 */
final class SampleAnswers {

    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(
            String sample, @Nullable Answer first, @Nullable Answer second) {}

    /** Adds what came of one sample; null: nothing within its time. */
    void add(String sample, @Nullable Answer first, @Nullable Answer second) {
        pairs.add(new Pair(sample, first, second));
    }

    /** What an instance with an AOT cache answered differently, in words, or null when nothing. */
    @Nullable
    String differenceTo(SampleAnswers cached) {
        for (int i = 0; i < Math.min(pairs.size(), cached.pairs.size()); i++) {
            Pair plain = pairs.get(i);
            Answer other = cached.pairs.get(i).first();
            if (isSame(plain.first(), plain.second()) && other != null && !isSame(plain.first(), other)) {
                return "with the AOT cache it answered to " + plain.sample() + " " + text(other) + ", without "
                        + text(plain.first());
            }
        }
        return null;
    }

    private static boolean isSame(@Nullable Answer one, @Nullable Answer other) {
        return switch (one) {
            case null -> false;
            case Answer.Result result -> result.equals(other);
            case Answer.Failed(var failure, var output) ->
                other instanceof Answer.Failed(var theirs, var theirOutput)
                        && failure.message().equals(theirs.message())
                        && failure.errorType().equals(theirs.errorType());
        };
    }

    private static String text(@Nullable Answer answer) {
        String text =
                switch (answer) {
                    case null -> "nothing";
                    case Answer.Result(var payload, var attributes, var output) ->
                        payload.bytes().toString();
                    case Answer.Failed(var failure, var output) -> "failure: " + failure.message();
                };
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}
