package io.sluice.functions.media;

import java.util.Set;
import java.util.UUID;

/**
 * Where a function puts what it makes, as its options {@code to} and {@code name} say.
 *
 * @param collection the address of a collection, without a slash at its end
 * @param name what names of files begin with
 */
public record Destination(String collection, String name) {

    /** The options that are read. */
    public static final Set<String> OPTIONS = Set.of("to", "name");

    private static final String SCHEME = "data://";
    private static final String SESSION = "data://.session";

    /** What the options say; the session, and a name that nobody else has, where they say nothing. */
    public static Destination of(Options options) {
        String to = options.text("to").orElse(SESSION);
        if (!to.startsWith(SCHEME)) {
            throw InputErrors.mustBe("to", "the address of a collection, such as data://.my/box", "'" + to + "'");
        }
        String name = options.text("name").orElseGet(() -> UUID.randomUUID().toString());
        if (name.indexOf('/') >= 0) {
            throw InputErrors.mustBe("name", "without slashes", "'" + name + "'");
        }
        return new Destination(to.endsWith("/") ? to.substring(0, to.length() - 1) : to, name);
    }

    /** The address of the only file. */
    public String file(String extension) {
        return collection + "/" + name + "." + extension;
    }

    /** The address of one of several, so that the order of names is that of numbers. */
    public String file(int number, String extension) {
        return "%s/%s-%06d.%s".formatted(collection, name, number, extension);
    }
}
