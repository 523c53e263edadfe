package io.sluice.cli.command;

import java.util.ArrayList;
import java.util.List;

/**
 * As much of a shell's grammar as the documentation uses: words, quotes, comments, lines that go on, {@code &&}, pipes and
 * redirections.
 */
final class ShellText {

    private static final String ENDS = "\n;|&";

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private int at;

    private ShellText(String text) {
        this.text = text;
    }

    /** The words of each command, redirections left out. */
    static List<List<String>> commands(String text) {
        return new ShellText(text.replace("\\\n", " ")).parse();
    }

    private List<List<String>> parse() {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '#') {
                skipTo("\n");
            } else if (ENDS.indexOf(next) >= 0) {
                at++;
                end();
            } else if (next == ' ') {
                at++;
            } else {
                word(next);
            }
        }
        end();
        return commands;
    }

    private void word(char first) {
        if (first == '<' || first == '>') {
            at++;
            skipBlanks();
            read();
        } else {
            words.add(read());
        }
    }

    private void end() {
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
        }
    }

    private String read() {
        StringBuilder word = new StringBuilder();
        while (at < text.length() && " <>".indexOf(text.charAt(at)) < 0 && ENDS.indexOf(text.charAt(at)) < 0) {
            char next = text.charAt(at);
            if (next == '\'' || next == '"') {
                int close = text.indexOf(next, at + 1);
                word.append(text, at + 1, close);
                at = close + 1;
            } else {
                word.append(next);
                at++;
            }
        }
        return word.toString();
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private void skipTo(String end) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found;
    }
}
