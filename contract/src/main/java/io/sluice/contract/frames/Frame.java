package io.sluice.contract.frames;

/** The frame that is being looked at; used again for the next one. Not thread-safe. */
final class Frame {

    private static final byte[] NO_BYTES = {};
    private static final int KIND_AT = 4;
    private static final int FLAGS_AT = 5;
    private static final int HEAD_LENGTH_AT = 6;
    private static final int CALL_AT = 8;

    private FrameKind kind = FrameKind.HELLO;
    private int flags;
    private long call;
    private Fields fields = Fields.NONE;
    private byte[] bytes = NO_BYTES;
    private int payloadAt;
    private int payloadSize;

    /** Looks at the frame that begins there; false for one of a kind that may be skipped. */
    boolean read(byte[] source, int at) throws BrokenFrame {
        int size = FrameFormat.LENGTH + (int) FrameReader.number(source, at, FrameFormat.LENGTH);
        int head = (int) FrameReader.number(source, at + HEAD_LENGTH_AT, Short.BYTES);
        int code = source[at + KIND_AT] & 0xff;
        FrameKind known = FrameKind.of(code);
        if (known == null) {
            if (code < FrameKind.OPTIONAL) {
                throw new BrokenFrame("frames of kind " + code + " are not of this version");
            }
            return false;
        }
        kind = known;
        flags = source[at + FLAGS_AT] & 0xff;
        call = FrameReader.number(source, at + CALL_AT, Long.BYTES);
        bytes = source;
        payloadAt = at + FrameFormat.HEADER + head;
        payloadSize = size - FrameFormat.HEADER - head;
        check(size, head);
        fields = Fields.read(source, at + FrameFormat.HEADER, head);
        return true;
    }

    private void check(int size, int head) throws BrokenFrame {
        if (payloadSize < 0 || payloadSize > FrameFormat.MAX_PAYLOAD) {
            throw new BrokenFrame("a frame of " + size + " bytes has a head of " + head + ", which leaves "
                    + payloadSize + " bytes of payload; 0 to " + FrameFormat.MAX_PAYLOAD + " are allowed");
        }
        if (payloadSize > 0 && !kind.carriesPayload()) {
            throw new BrokenFrame("a " + kind + " has no payload, this one has " + payloadSize + " bytes");
        }
        if (!kind.allows(flags)) {
            throw new BrokenFrame("a " + kind + " has the flags " + flags + ", which it may not have in this version");
        }
        if (payloadSize == 0 && more() && kind == FrameKind.CHUNK) {
            throw new BrokenFrame("a CHUNK that is not the last is empty");
        }
    }

    FrameKind kind() {
        return kind;
    }

    long call() {
        return call;
    }

    Fields fields() {
        return fields;
    }

    /** Whether the payload goes on in further frames. */
    boolean more() {
        return (flags & FrameFormat.MORE) != 0;
    }

    /** Whether the payload ends here, unfinished. */
    boolean abort() {
        return (flags & FrameFormat.ABORT) != 0;
    }

    int payloadSize() {
        return payloadSize;
    }

    /** A copy. */
    byte[] payload() {
        if (payloadSize == 0) {
            return NO_BYTES;
        }
        byte[] copy = new byte[payloadSize];
        System.arraycopy(bytes, payloadAt, copy, 0, payloadSize);
        return copy;
    }

    void addTo(Gathering gathering) throws BrokenFrame {
        gathering.add(bytes, payloadAt, payloadSize);
    }
}
