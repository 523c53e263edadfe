package io.sluice.predictor.trace.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A trace file is not what its format says: where, what was expected, and what was there. */
public final class TraceFormatException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 60;

    private final transient Place place;

    /**
     * Where something is wrong.
     *
     * @param file the file's name
     * @param line its line, from 1
     * @param column the column, from 1: of CSV the field's number, of JSON that of the character; 0 for the line as a whole
     * @param name what the column or field is called, or null
     */
    public record Place(
            String file, long line, int column, @Nullable String name) {

        @Override
        public String toString() {
            String text = file + ", line " + line;
            if (column > 0) {
                text += ", column " + column;
            }
            return name == null ? text : text + " (" + name + ")";
        }
    }

    public TraceFormatException(Place place, String expected, String found) {
        this(place, expected, found, null);
    }

    public TraceFormatException(Place place, String expected, String found, @Nullable Throwable cause) {
        super(place + ": expected " + expected + ", found " + found, cause);
        this.place = place;
    }

    /** Where it is wrong. */
    public Place place() {
        return place;
    }

    /** A value as messages show it: quoted, shortened, in one line. */
    public static String quoted(String value) {
        String line = value.codePoints()
                .limit(LONGEST + 1L)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        int end = line.offsetByCodePoints(0, Math.min(LONGEST, line.codePointCount(0, line.length())));
        return end < line.length() ? "'" + line.substring(0, end) + "...'" : "'" + line + "'";
    }
}
