package io.sluice.cli.data;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.util.Arrays;
import java.util.List;

/** Who may read a collection, as people say it and as the runtime keeps it. */
public final class Access {

    private static final String WORDS = "private, my-algos, public, or a list such as user://*,algo://.my/*";

    private Access() {}

    /** The runtime's list for a word, or for a list that is spelled out with commas. */
    public static List<String> parse(String text) {
        return switch (text) {
            case "private" -> List.of();
            case "my-algos" -> List.of("algo://.my/*");
            case "public" -> List.of("user://*");
            default -> Arrays.stream(text.split(",", -1)).map(Access::entry).toList();
        };
    }

    private static String entry(String text) {
        String entry = text.strip();
        if (!entry.startsWith("user://") && !entry.startsWith("algo://")) {
            throw new CliFailure(ExitCode.USAGE, "who may read must be " + WORDS + "; was '" + text + "'");
        }
        return entry;
    }

    /** The word for a list, or the list itself. */
    public static String text(List<String> read) {
        if (read.isEmpty()) {
            return "private";
        }
        return switch (String.join(",", read)) {
            case "algo://.my/*" -> "my-algos";
            case "user://*" -> "public";
            default -> String.join(",", read);
        };
    }
}
