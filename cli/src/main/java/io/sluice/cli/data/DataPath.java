package io.sluice.cli.data;

import io.sluice.cli.client.Paths;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place among the data that the runtime keeps: {@code data://owner/collection/file} and what is above a file. Data is flat,
 * so a path says itself whether it is a file's.
 */
public record DataPath(List<String> parts) {

    /** What a path leads to. */
    public enum Kind {
        ROOT,
        OWNER,
        COLLECTION,
        FILE
    }

    private static final String SCHEME = "data://";
    private static final String SESSION = ".session";
    private static final String ALGORITHM = ".algo";

    public DataPath {
        parts = List.copyOf(parts);
    }

    /** Whether a text names data of the runtime's, not a file here. */
    public static boolean isOne(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Reads a path; {@code data://} may be left out, and slashes may be around it.
     *
     * @throws CliFailure when it is deeper than data is, or has a part that is no name
     */
    public static DataPath parse(String text) {
        String path = (isOne(text) ? text.substring(SCHEME.length()) : text).replaceAll("^/+|/+$", "");
        if (path.isEmpty()) {
            return new DataPath(List.of());
        }
        DataPath parsed = new DataPath(Arrays.asList(path.split("/", -1)));
        if (parsed.parts.stream().anyMatch(part -> part.isBlank() || part.equals(".")) || parsed.parts.contains("..")) {
            throw new CliFailure(ExitCode.USAGE, "'" + text + "' has a part that is no name; " + form());
        }
        if (parsed.parts.size() > parsed.depth() + 1) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "'" + text + "' has a folder in a collection, and data is flat\n  A path is " + form());
        }
        return parsed;
    }

    private static String form() {
        return "data://OWNER/COLLECTION/FILE, such as data://.my/box/a.txt";
    }

    /** How many parts a collection's path has that begins as this one does. */
    private int depth() {
        if (parts.isEmpty()) {
            return 2;
        }
        return switch (parts.getFirst()) {
            case SESSION -> 1;
            case ALGORITHM ->
                parts.size() < 2 || parts.get(1).equals("temp") || parts.get(1).equals("perm") ? 2 : 4;
            default -> 2;
        };
    }

    /** What it leads to. */
    public Kind kind() {
        int below = parts.size() - depth();
        return parts.isEmpty() ? Kind.ROOT : below < 0 ? Kind.OWNER : below == 0 ? Kind.COLLECTION : Kind.FILE;
    }

    /** The last part. */
    public String name() {
        return parts.getLast();
    }

    /** What it stands in. */
    public DataPath parent() {
        return new DataPath(parts.subList(0, parts.size() - 1));
    }

    /** What stands in it by that name. */
    public DataPath child(String name) {
        return new DataPath(Stream.concat(parts.stream(), Stream.of(name)).toList());
    }

    /** Its path in the runtime's API. */
    public String address() {
        return parts.stream().map(Paths::encoded).collect(Collectors.joining("/", "/v1/data/", ""));
    }

    /** This path, if it is of that kind; the failure says what was asked for instead. */
    public DataPath require(Kind wanted) {
        if (kind() != wanted) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "'" + this + "' is not a " + wanted.name().toLowerCase(Locale.ROOT) + "\n  A "
                            + (wanted == Kind.FILE ? "file is " + form() : "collection is data://OWNER/COLLECTION"));
        }
        return this;
    }

    @Override
    public String toString() {
        return SCHEME + String.join("/", parts);
    }
}
