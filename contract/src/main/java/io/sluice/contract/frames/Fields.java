package io.sluice.contract.frames;

import io.sluice.contract.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of one frame, checked when it came: fields are decoded when they are asked for, since most never are.
 * Immutable.
 */
public final class Fields {

    /** No fields at all. */
    public static final Fields NONE = new Fields(new byte[0]);

    private static final int PREFIX = 3;
    private static final ContentType[] TYPES = {ContentType.VOID, ContentType.JSON, ContentType.TEXT, ContentType.BINARY
    };

    private final byte[] head;

    private Fields(byte[] head) {
        this.head = head;
    }

    /** Copies a head out of a buffer, if it is one. */
    static Fields read(byte[] bytes, int from, int length) throws BrokenFrame {
        if (length == 0) {
            return NONE;
        }
        byte[] head = new byte[length];
        System.arraycopy(bytes, from, head, 0, length);
        check(head);
        return new Fields(head);
    }

    private static void check(byte[] head) throws BrokenFrame {
        int at = 0;
        while (at < head.length) {
            if (at + PREFIX > head.length || at + PREFIX + size(head, at) > head.length) {
                throw new BrokenFrame("a field ends beyond its head of " + head.length + " bytes");
            }
            int tag = head[at] & 0xff;
            if (!Field.acceptable(tag)) {
                throw new BrokenFrame("field " + tag + " is not one of this version");
            }
            at += PREFIX + size(head, at);
        }
    }

    private static int size(byte[] head, int at) {
        return (head[at + 1] & 0xff) << 8 | head[at + 2] & 0xff;
    }

    /** The text of a field; null when it is not there. */
    public @Nullable String text(int tag) {
        int at = find(tag);
        return at < 0 ? null : textAt(at);
    }

    private String textAt(int at) {
        return new String(head, at + PREFIX, size(head, at), StandardCharsets.UTF_8);
    }

    /** The number of a field; the other value when it is not there, is empty, or is beyond what a long holds. */
    public long number(int tag, long otherwise) {
        int at = find(tag);
        int size = at < 0 ? 0 : size(head, at);
        if (size == 0 || size > Long.BYTES) {
            return otherwise;
        }
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << 8 | head[at + PREFIX + i] & 0xff;
        }
        return number < 0 ? otherwise : number;
    }

    /** What the payload is; null where the head names nothing that payloads are. */
    public @Nullable ContentType contentType() {
        long code = number(Field.CONTENT_TYPE, -1);
        return code < 0 || code >= TYPES.length ? null : TYPES[(int) code];
    }

    /** The number that stands for a content type. */
    static int code(ContentType type) {
        return switch (type) {
            case VOID -> 0;
            case JSON -> 1;
            case TEXT -> 2;
            case BINARY -> 3;
        };
    }

    /** The attributes by name, those without a name left out; of two with one name, the first. Empty as a rule. */
    public Map<String, String> attributes() {
        Map<String, String> attributes = Map.of();
        for (int at = 0; at < head.length; at += PREFIX + size(head, at)) {
            if ((head[at] & 0xff) == Field.ATTRIBUTE) {
                attributes = attributes.isEmpty() ? new HashMap<>() : attributes;
                String attribute = textAt(at);
                int equals = attribute.indexOf('=');
                if (equals > 0) {
                    attributes.putIfAbsent(attribute.substring(0, equals), attribute.substring(equals + 1));
                }
            }
        }
        return attributes;
    }

    /** Where the first field of that number is. */
    private int find(int tag) {
        for (int at = 0; at < head.length; at += PREFIX + size(head, at)) {
            if ((head[at] & 0xff) == tag) {
                return at;
            }
        }
        return -1;
    }
}
