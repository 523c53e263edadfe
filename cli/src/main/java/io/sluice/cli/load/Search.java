package io.sluice.cli.load;

/** Looks for some bytes in others that come in pieces (Knuth, Morris and Pratt 1977). Not for use by many threads. */
final class Search {

    private final byte[] wanted;
    private final int[] fallback;
    private int matched;

    Search(byte[] wanted) {
        this.wanted = wanted;
        this.fallback = new int[wanted.length];
        for (int i = 1, length = 0; i < wanted.length; i++) {
            while (length > 0 && wanted[i] != wanted[length]) {
                length = fallback[length - 1];
            }
            length = wanted[i] == wanted[length] ? length + 1 : 0;
            fallback[i] = length;
        }
    }

    /** Begins anew. */
    void reset() {
        matched = 0;
    }

    /** Whether they have come. */
    boolean found() {
        return matched == wanted.length;
    }

    /** Looks at the next bytes. */
    void feed(byte[] bytes, int from, int to) {
        for (int i = from; i < to && !found(); i++) {
            while (matched > 0 && bytes[i] != wanted[matched]) {
                matched = fallback[matched - 1];
            }
            matched = bytes[i] == wanted[matched] ? matched + 1 : 0;
        }
    }
}
