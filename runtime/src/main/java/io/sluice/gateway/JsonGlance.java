package io.sluice.gateway;

/**
 * Knows JSON when it sees it: one pass over the bytes that makes nothing. What it says yes to is one JSON value (RFC 8259) in
 * UTF-8. What it doesn't may be one all the same, of a kind that is not usual: nested deeply, with very long names or numbers,
 * in another encoding. That is for a parser to say, as is what is wrong with it.
 */
final class JsonGlance {

    private static final int DEEPEST = Long.SIZE;
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_NUMBER = 100;

    private final byte[] text;
    private final int end;
    private int at;

    /** The objects and arrays that are open, the innermost in the lowest bit: 1 for an object. */
    private long open;

    private int depth;

    private JsonGlance(byte[] text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    /** Whether these bytes are one JSON value beyond doubt. */
    static boolean isValue(byte[] text, int from, int end) {
        return new JsonGlance(text, from, end).isValue();
    }

    private boolean isValue() {
        do {
            if (!value()) {
                return false;
            }
            while (depth > 0 && closes()) {
                close();
            }
        } while (depth > 0 && another());
        blanks();
        return depth == 0 && at == end;
    }

    /** Passes a plain value, or all that opens up to the first plain value or empty container inside. */
    private boolean value() {
        while (true) {
            blanks();
            switch (peek()) {
                case '{' -> {
                    if (!open(1)) {
                        return false;
                    }
                    if (closes()) {
                        return true;
                    }
                    if (!name()) {
                        return false;
                    }
                }
                case '[' -> {
                    if (!open(0)) {
                        return false;
                    }
                    if (closes()) {
                        return true;
                    }
                }
                case '"' -> {
                    return string();
                }
                case 't' -> {
                    return word("true");
                }
                case 'f' -> {
                    return word("false");
                }
                case 'n' -> {
                    return word("null");
                }
                default -> {
                    return number();
                }
            }
        }
    }

    private boolean open(int object) {
        at++;
        depth++;
        open = open << 1 | object;
        return depth <= DEEPEST;
    }

    /** Whether the innermost container ends here. */
    private boolean closes() {
        blanks();
        return peek() == ((open & 1) == 1 ? '}' : ']');
    }

    private void close() {
        at++;
        depth--;
        open >>>= 1;
    }

    /** Passes the comma before another element, and its name in an object. */
    private boolean another() {
        return pass(',') && ((open & 1) == 0 || name());
    }

    private boolean name() {
        blanks();
        int start = at;
        return string() && at - start <= LONGEST_NAME && pass(':');
    }

    private boolean pass(char expected) {
        blanks();
        boolean there = peek() == expected;
        at++;
        return there;
    }

    private void blanks() {
        while (at < end && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    private int peek() {
        return at < end ? text[at] : -1;
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++, at++) {
            if (peek() != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else if (!digits()) {
            return false;
        }
        if (peek() == '.') {
            at++;
            if (!digits()) {
                return false;
            }
        }
        return exponent() && at - start <= LONGEST_NUMBER;
    }

    private boolean exponent() {
        if (peek() != 'e' && peek() != 'E') {
            return true;
        }
        at++;
        if (peek() == '+' || peek() == '-') {
            at++;
        }
        return digits();
    }

    private boolean digits() {
        int start = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at > start;
    }

    private boolean string() {
        if (peek() != '"') {
            return false;
        }
        at++;
        while (at < end) {
            byte next = text[at++];
            if (next == '"') {
                return true;
            }
            if (next < ' ' || next == '\\') {
                // Negative is beyond ASCII.
                boolean fine = next < 0 ? beyondAscii(next) : next == '\\' && escape();
                if (!fine) {
                    return false;
                }
            }
        }
        return false;
    }

    private boolean escape() {
        if (at >= end) {
            return false;
        }
        return switch (text[at++]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
            case 'u' -> fourHex();
            default -> false;
        };
    }

    private boolean fourHex() {
        for (int i = 0; i < 4; i++, at++) {
            if (Character.digit(peek(), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The rest of a character in UTF-8 after its first byte; none that is longer than need be, no surrogate, none too high. */
    private boolean beyondAscii(byte first) {
        int lead = first & 0xff;
        if (lead >= 0xc2 && lead <= 0xdf) {
            return further(0x80, 0xbf);
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            return further(lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf) && further(0x80, 0xbf);
        }
        return lead >= 0xf0
                && lead <= 0xf4
                && further(lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf)
                && further(0x80, 0xbf)
                && further(0x80, 0xbf);
    }

    private boolean further(int least, int most) {
        int next = at < end ? text[at++] & 0xff : 0;
        return next >= least && next <= most;
    }
}
