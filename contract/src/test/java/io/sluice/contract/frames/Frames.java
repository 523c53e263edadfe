package io.sluice.contract.frames;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Frames as bytes, and bytes as frames, for tests that play the other side. */
final class Frames {

    private Frames() {}

    /** A frame that was read, to be looked at later. */
    record Seen(FrameKind kind, long call, boolean more, boolean abort, Fields fields, byte[] payload) {

        @Override
        public String toString() {
            return kind + " " + call + (more ? " more" : "") + (abort ? " abort" : "")
                    + (payload.length == 0 ? "" : " " + payload.length + " bytes");
        }
    }

    static byte[] frame(FrameKind kind, long call) {
        return frame(kind, call, 0, 0, head -> {});
    }

    static byte[] frame(FrameKind kind, long call, Consumer<FrameWriter> head) {
        return frame(kind, call, 0, 0, head);
    }

    /** A frame with a payload of so many bytes. */
    static byte[] frame(FrameKind kind, long call, int flags, int payload) {
        return frame(kind, call, flags, payload, head -> {});
    }

    static byte[] frame(FrameKind kind, long call, int flags, int payload, Consumer<FrameWriter> head) {
        FrameWriter writer = new FrameWriter().begin(kind, call);
        head.accept(writer);
        writer.end(flags, payload);
        return Arrays.copyOf(writer.array(), writer.length() + payload);
    }

    static byte[] hello() {
        return frame(FrameKind.HELLO, 0, head -> head.number(Field.FIRST_VERSION, 1)
                .number(Field.LAST_VERSION, 1)
                .number(Field.CALLS, 100));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** All frames of bytes that hold whole frames only. */
    static List<Seen> read(byte[] bytes) {
        List<Seen> all = new ArrayList<>();
        FrameReader reader = new FrameReader();
        try {
            reader.read(bytes, 0, bytes.length, (source, at) -> seen(source, at, all));
        } catch (BrokenFrame broken) {
            throw new AssertionError(broken.reason(), broken);
        }
        if (!reader.atFrameEnd()) {
            throw new AssertionError("half a frame");
        }
        return all;
    }

    private static void seen(byte[] source, int at, List<Seen> all) throws BrokenFrame {
        Frame frame = new Frame();
        if (frame.read(source, at)) {
            all.add(new Seen(frame.kind(), frame.call(), frame.more(), frame.abort(), frame.fields(), frame.payload()));
        }
    }
}
