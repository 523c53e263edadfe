package io.sluice.algorithms;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What a build writes: told line by line, and its end kept. Safe for use by many threads. */
final class BuildLog {

    private static final int MOST_CHARACTERS = 64 * 1024;
    private static final int LONGEST_LINE = 4 * 1024;

    private final Consumer<String> listener;
    private final Deque<String> last = new ArrayDeque<>();
    private int characters;
    private boolean cut;

    /** @param listener told of each line */
    BuildLog(Consumer<String> listener) {
        this.listener = listener;
    }

    /** Adds text, of one line or several. */
    void add(String text) {
        text.lines().forEach(this::line);
    }

    private synchronized void line(String line) {
        String kept = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
        last.addLast(kept);
        characters += kept.length() + 1;
        while (characters > MOST_CHARACTERS) {
            characters -= last.removeFirst().length() + 1;
            cut = true;
        }
        listener.accept(kept);
    }

    /** What was written, or its last 64 thousand characters. */
    synchronized String text() {
        return (cut ? "...\n" : "") + String.join("\n", last) + (last.isEmpty() ? "" : "\n");
    }
}
