package io.sluice.cli.load;

import java.util.Arrays;

/**
 * Reads answers of HTTP/1.1, one after the other, from bytes that come in pieces of any size: status, length or chunks,
 * and whether the body has what is expected. Not for use by many threads.
 */
final class AnswerParser {

    private enum At {
        STATUS,
        HEADER,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    private static final int LONGEST_LINE = 16 * 1024;
    private static final int UNKNOWN = -1;

    private final Search expected;
    private byte[] line = new byte[128];
    private int length;
    private At at = At.STATUS;
    private int status;
    private long left;
    private boolean chunked;
    private boolean closes;
    private boolean retryAfter;

    AnswerParser(byte[] expected) {
        this.expected = new Search(expected);
        reset();
    }

    /** Gets ready for the next answer. */
    void reset() {
        at = At.STATUS;
        length = 0;
        left = UNKNOWN;
        chunked = false;
        closes = false;
        retryAfter = false;
        expected.reset();
    }

    int status() {
        return status;
    }

    /** Whether the body has what is expected. */
    boolean found() {
        return expected.found();
    }

    /** Whether the other side ends the connection after this answer. */
    boolean closes() {
        return closes;
    }

    /** Whether it says when to try again. */
    boolean retryAfter() {
        return retryAfter;
    }

    /** Reads on, and returns where the answer ended, or -1 when it goes on. */
    int feed(byte[] bytes, int from, int to) throws MalformedAnswerException {
        int i = from;
        while (i < to) {
            if (at == At.BODY || at == At.CHUNK) {
                i = content(bytes, i, to);
                if (left == 0 && at == At.BODY) {
                    return i;
                }
            } else if (lineEnds(bytes[i++]) && lineIsLast()) {
                return i;
            }
        }
        return -1;
    }

    private int content(byte[] bytes, int from, int to) {
        int end = (int) Math.min(to, from + left);
        expected.feed(bytes, from, end);
        left -= end - from;
        if (left == 0 && at == At.CHUNK) {
            at = At.CHUNK_END;
        }
        return end;
    }

    private boolean lineEnds(byte next) throws MalformedAnswerException {
        if (next == '\n') {
            length -= length > 0 && line[length - 1] == '\r' ? 1 : 0;
            return true;
        }
        if (length == line.length) {
            if (length >= LONGEST_LINE) {
                throw new MalformedAnswerException("a line longer than " + LONGEST_LINE + " bytes");
            }
            line = Arrays.copyOf(line, length * 2);
        }
        line[length++] = next;
        return false;
    }

    /** Takes the line that has come; true when the answer ends with it. */
    private boolean lineIsLast() throws MalformedAnswerException {
        boolean empty = length == 0;
        boolean last = false;
        switch (at) {
            case STATUS -> statusLine();
            case HEADER -> last = empty ? headEnds() : header();
            case CHUNK_SIZE -> chunkSize();
            case CHUNK_END -> chunkEnds(empty);
            case TRAILER -> last = empty;
            case BODY, CHUNK -> throw new IllegalStateException("no lines in a body");
        }
        length = 0;
        return last;
    }

    private void statusLine() throws MalformedAnswerException {
        if (length < 12 || !starts("http/1.1 ")) {
            throw new MalformedAnswerException("an answer that is not HTTP/1.1");
        }
        status = (int) number(9, 12, 10);
        at = At.HEADER;
    }

    private boolean header() throws MalformedAnswerException {
        if (starts("content-length:")) {
            left = number(15, length, 10);
        } else if (starts("transfer-encoding:")) {
            chunked = ends("chunked");
        } else if (starts("connection:")) {
            closes = ends("close");
        } else if (starts("retry-after:")) {
            retryAfter = true;
        }
        return false;
    }

    private boolean headEnds() throws MalformedAnswerException {
        if (status / 100 == 1) {
            at = At.STATUS; // an interim answer; the real one follows
            return false;
        }
        boolean bodiless = status == 204 || status == 304;
        if (chunked && !bodiless) {
            at = At.CHUNK_SIZE;
            return false;
        }
        if (left == UNKNOWN && !bodiless) {
            throw new MalformedAnswerException("an answer that does not say its length");
        }
        at = At.BODY;
        return bodiless || left == 0;
    }

    private void chunkSize() throws MalformedAnswerException {
        int end = 0;
        while (end < length && line[end] != ';') {
            end++;
        }
        left = number(0, end, 16);
        at = left == 0 ? At.TRAILER : At.CHUNK;
    }

    private void chunkEnds(boolean empty) throws MalformedAnswerException {
        if (!empty) {
            throw new MalformedAnswerException("a chunk that is longer than it says");
        }
        at = At.CHUNK_SIZE;
    }

    /** A number between blanks. */
    private long number(int from, int to, int radix) throws MalformedAnswerException {
        int first = from;
        int last = to;
        while (first < last && line[first] == ' ') {
            first++;
        }
        while (last > first && line[last - 1] == ' ') {
            last--;
        }
        long value = 0;
        for (int i = first; i < last; i++) {
            int digit = Character.digit(line[i], radix);
            if (digit < 0 || value > Integer.MAX_VALUE) {
                throw new MalformedAnswerException("a number that is none");
            }
            value = value * radix + digit;
        }
        if (first == last) {
            throw new MalformedAnswerException("a number without digits");
        }
        return value;
    }

    private boolean starts(String lowercase) {
        return length >= lowercase.length() && same(lowercase, 0);
    }

    private boolean ends(String lowercase) {
        int end = length;
        while (end > 0 && line[end - 1] == ' ') {
            end--;
        }
        return end >= lowercase.length() && same(lowercase, end - lowercase.length());
    }

    private boolean same(String lowercase, int offset) {
        for (int i = 0; i < lowercase.length(); i++) {
            int c = line[offset + i];
            int lower = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
            if (lower != lowercase.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
