package io.sluice.manifest;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a manifest.
 *
 * @param file the file's name, as the reader was given it
 * @param line the line, from 1
 * @param field the field, such as {@code permissions.callability} or {@code secrets[0]}; empty for the file as a whole
 * @param rule what holds for the field: {@code must be at least 64MiB}
 * @param value what the file says instead, or null where there is nothing to show
 */
public record ManifestProblem(
        String file,
        int line,
        String field,
        String rule,
        @Nullable String value) {

    private static final int SHOWN = 80;

    /** The problem in one line: {@code sluice.yaml:4: memory: must be at least 64MiB, was '10MiB'}. */
    @Override
    public String toString() {
        String where = file + ":" + line + ": " + (field.isEmpty() ? "" : field + ": ");
        return where + rule + (value == null ? "" : ", was '" + shortened(value) + "'");
    }

    private static String shortened(String value) {
        String line = value.replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
