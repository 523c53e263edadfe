package io.sluice.functions.sentiment.model;

import io.sluice.functions.sentiment.Label;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Counts what was expected against what was found. Not thread-safe. */
final class Evaluation {

    private static final int LABELS = Label.values().length;

    private final int[][] counts = new int[LABELS][LABELS];

    void add(Label expected, Label found) {
        counts[expected.ordinal()][found.ordinal()]++;
    }

    /** The share that was found right, 0 to 1. */
    double accuracy() {
        int right = IntStream.range(0, LABELS).map(i -> counts[i][i]).sum();
        return ratio(
                right,
                Arrays.stream(counts).mapToInt(row -> Arrays.stream(row).sum()).sum());
    }

    /** The mean of the recalls of the labels, 0 to 1: SemEval's measure. */
    double macroRecall() {
        return Arrays.stream(Label.values()).mapToDouble(this::recall).average().orElse(0);
    }

    double recall(Label label) {
        return ratio(counts[label.ordinal()][label.ordinal()], expected(label));
    }

    double precision(Label label) {
        int found = Arrays.stream(counts).mapToInt(row -> row[label.ordinal()]).sum();
        return ratio(counts[label.ordinal()][label.ordinal()], found);
    }

    /** All of it, for people. */
    String report() {
        var report =
                new StringBuilder("accuracy      %.4f%nmacro-recall  %.4f%n%n".formatted(accuracy(), macroRecall()));
        report.append("%-9s %9s %9s %9s %9s%n".formatted("label", "precision", "recall", "f1", "tweets"));
        for (var label : Label.values()) {
            report.append("%-9s %9.4f %9.4f %9.4f %9d%n"
                    .formatted(name(label), precision(label), recall(label), f1(label), expected(label)));
        }
        report.append("%n%-18s %9s %9s %9s%n".formatted("expected \\ found", "negative", "neutral", "positive"));
        for (var label : Label.values()) {
            var row = counts[label.ordinal()];
            report.append("%-18s %9d %9d %9d%n".formatted(name(label), row[0], row[1], row[2]));
        }
        return report.toString();
    }

    private double f1(Label label) {
        double sum = precision(label) + recall(label);
        return sum == 0 ? 0 : 2 * precision(label) * recall(label) / sum;
    }

    private int expected(Label label) {
        return Arrays.stream(counts[label.ordinal()]).sum();
    }

    private static String name(Label label) {
        return label.name().toLowerCase(Locale.ROOT);
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
