package io.sluice.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One page of the documentation. */
record Markdown(Path file, String name, String text) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /** A fenced block, and where it stands. */
    record Snippet(String place, String language, String text) {}

    static Markdown read(Path root, Path file) {
        return new Markdown(file, root.relativize(file).toString(), content(file));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Snippet> snippets() {
        return FENCE.matcher(text)
                .results()
                .map(match -> new Snippet(name, match.group(1), match.group(2)))
                .toList();
    }

    /** Links to other files and headings of the project; those to other sites are not followed. */
    List<String> links() {
        return LINK.matcher(FENCE.matcher(text).replaceAll(""))
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    /** What is wrong with a link, if anything is. */
    Optional<String> problem(String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return Optional.of("there is no " + target);
        }
        return parts.length == 1
                        || new Markdown(target, parts[0], content(target))
                                .anchors()
                                .contains(parts[1])
                ? Optional.empty()
                : Optional.of("there is no heading '" + parts[1] + "' in " + target);
    }

    private List<String> anchors() {
        return HEADING.matcher(FENCE.matcher(text).replaceAll(""))
                .results()
                .map(match -> match.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
