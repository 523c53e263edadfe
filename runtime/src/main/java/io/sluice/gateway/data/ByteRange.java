package io.sluice.gateway.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which bytes of a file a client wants (RFC 9110, 14): one piece, or all. */
sealed interface ByteRange {

    /** All of them: it asked for none, or for what need not be given, as several pieces are. */
    record All() implements ByteRange {}

    /** Those from the first on. */
    record Piece(long first, long length) implements ByteRange {}

    /** None that there are. */
    record Nowhere() implements ByteRange {}

    Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange of(@Nullable String header, long size) {
        Matcher one = ONE.matcher(header == null ? "" : header.strip());
        if (!one.matches() || one.group(1).isEmpty() && one.group(2).isEmpty()) {
            return new All();
        }
        return one.group(1).isEmpty()
                ? last(Long.parseLong(one.group(2)), size)
                : from(Long.parseLong(one.group(1)), one.group(2), size);
    }

    private static ByteRange last(long count, long size) {
        long length = Math.min(count, size);
        return length == 0 ? new Nowhere() : new Piece(size - length, length);
    }

    private static ByteRange from(long first, String lastText, long size) {
        long last = lastText.isEmpty() ? size - 1 : Long.parseLong(lastText);
        if (!lastText.isEmpty() && last < first) {
            return new All();
        }
        return first >= size ? new Nowhere() : new Piece(first, Math.min(last, size - 1) - first + 1);
    }
}
