package io.sluice.contract.frames;

import io.sluice.contract.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts together a frame's header and head, in a buffer that is used again for the next frame. Not thread-safe.
 *
 * <p>Fields that would make the head longer than heads may be throw {@link IllegalArgumentException}.
 */
public final class FrameWriter {

    private static final int FLAGS_AT = 5;
    private static final int HEAD_LENGTH_AT = 6;
    private static final int CALL_AT = 8;

    private byte[] bytes = new byte[512];
    private int length;

    FrameWriter begin(FrameKind kind, long call) {
        length = FrameFormat.HEADER;
        bytes[FrameFormat.LENGTH] = (byte) kind.code();
        bytes[FLAGS_AT] = 0;
        put(CALL_AT, call, Long.BYTES);
        return this;
    }

    /** Adds a text; null adds nothing. */
    public FrameWriter text(int tag, @Nullable String value) {
        if (value == null) {
            return this;
        }
        int chars = value.length();
        int at = prefix(tag, chars);
        for (int i = 0; i < chars; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                length -= 3 + chars;
                return octets(tag, value.getBytes(StandardCharsets.UTF_8));
            }
            bytes[at + i] = (byte) c;
        }
        return this;
    }

    private FrameWriter octets(int tag, byte[] value) {
        int at = prefix(tag, value.length); // First: it may replace the array.
        System.arraycopy(value, 0, bytes, at, value.length);
        return this;
    }

    /** Adds a number; numbers are not negative, so that one which is, such as the time left when none is, becomes 0. */
    public FrameWriter number(int tag, long value) {
        long sent = Math.max(0, value);
        int size = sent < 0x100 ? 1 : sent < 0x1_0000_0000L ? Integer.BYTES : Long.BYTES;
        put(prefix(tag, size), sent, size);
        return this;
    }

    /** Says what the payload is. */
    public FrameWriter contentType(ContentType type) {
        return number(Field.CONTENT_TYPE, Fields.code(type));
    }

    /** Adds attributes. */
    public FrameWriter attributes(Map<String, String> attributes) {
        if (!attributes.isEmpty()) {
            attributes.forEach((name, value) -> text(Field.ATTRIBUTE, name + "=" + value));
        }
        return this;
    }

    /** Makes room for a field and returns where its value goes. */
    private int prefix(int tag, int size) {
        int head = length - FrameFormat.HEADER + 3 + size;
        if (head > FrameFormat.MAX_HEAD) {
            throw new IllegalArgumentException("the head of a frame has at most " + FrameFormat.MAX_HEAD
                    + " bytes, with field " + tag + " it would have " + head);
        }
        int at = length;
        length += 3 + size;
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
        }
        bytes[at] = (byte) tag;
        bytes[at + 1] = (byte) (size >> 8);
        bytes[at + 2] = (byte) size;
        return at + 3;
    }

    /** Fills in what is known last. */
    void end(int flags, int payload) {
        bytes[FLAGS_AT] = (byte) flags;
        put(HEAD_LENGTH_AT, length - FrameFormat.HEADER, Short.BYTES);
        put(0, (long) length - FrameFormat.LENGTH + payload, Integer.BYTES);
    }

    private void put(int at, long value, int size) {
        for (int i = size - 1, left = 0; i >= 0; i--, left += 8) {
            bytes[at + i] = (byte) (value >>> left);
        }
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }
}
