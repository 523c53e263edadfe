package io.sluice.functions;

import io.sluice.contract.frames.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The beginning of what a function writes in the course of one call. Safe for use by many threads. */
final class CallOutput {

    private static final byte[] CUT = "\n[cut]\n".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[256];
    private int length;
    private boolean cut;

    synchronized void add(byte[] more, int from, int count) {
        int taken = Math.min(count, Field.MOST_OUTPUT - CUT.length - length);
        if (length + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + taken));
        }
        System.arraycopy(more, from, bytes, length, taken);
        length += taken;
        cut = cut || taken < count;
    }

    /** All of it; where it was longer, that is said at its end. */
    synchronized String text() {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return cut ? text + new String(CUT, StandardCharsets.US_ASCII) : text;
    }
}
