package io.sluice.contract.frames;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes some frames of a stream, and remembers which calls they were about. */
final class StreamChanger {

    private final Random random;
    private final int rarely;
    private final Set<Long> touched = new HashSet<>();
    private final List<byte[]> before = new ArrayList<>();
    private boolean lost;

    /** @param rarely one frame of so many is changed */
    StreamChanger(Random random, int rarely) {
        this.random = random;
        this.rarely = rarely;
    }

    /** Whether a changed frame may have been about that call. */
    boolean touched(long call) {
        return lost || touched.contains(call);
    }

    /** Takes whole frames. */
    byte[] change(byte[] bytes) {
        List<byte[]> frames = split(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            if (random.nextInt(rarely) > 0) {
                out.writeBytes(frame);
            } else {
                touch(frame);
                change(frame, i + 1 < frames.size() ? frames.get(i + 1) : null, out);
                touch(frame);
            }
            if (before.size() < 20 || random.nextInt(10) == 0) {
                before.add(frame);
            }
        }
        return out.toByteArray();
    }

    private void change(byte[] frame, byte @Nullable [] next, ByteArrayOutputStream out) {
        switch (random.nextInt(14)) {
            case 0 -> frame[4] = (byte) (1 + random.nextInt(10));
            case 1 -> frame[5] = (byte) random.nextInt(3);
            case 2 -> id(frame, id(frame) + 2 * (random.nextInt(9) - 4));
            case 3 -> id(frame, random.nextInt(60));
            case 4 -> frame[6 + random.nextInt(2)] ^= (byte) (1 << random.nextInt(8));
            case 5 -> flip(frame, FrameFormat.HEADER);
            case 6 -> out.writeBytes(frame);
            case 7 -> replay(out);
            case 8 -> skippable(out);
            case 9 -> swap(frame, next);
            case 10 -> {
                return;
            }
            default -> {
                lose(frame, out);
                return;
            }
        }
        out.writeBytes(frame);
    }

    private void replay(ByteArrayOutputStream out) {
        if (!before.isEmpty()) {
            byte[] old = before.get(random.nextInt(before.size()));
            touch(old);
            out.writeBytes(old);
        }
    }

    private void skippable(ByteArrayOutputStream out) {
        byte[] unknown = Frames.frame(FrameKind.CALL, random.nextInt(9), 0, random.nextInt(100));
        unknown[4] = (byte) (128 + random.nextInt(128));
        out.writeBytes(unknown);
    }

    /** Puts what comes next in the place of this, and this in that of the next, if they are of one size. */
    private void swap(byte[] frame, byte @Nullable [] next) {
        if (next != null && next.length == frame.length) {
            touch(next);
            byte[] kept = frame.clone();
            System.arraycopy(next, 0, frame, 0, frame.length);
            System.arraycopy(kept, 0, next, 0, frame.length);
        }
    }

    /** From here on, nobody knows where frames begin. */
    private void lose(byte[] frame, ByteArrayOutputStream out) {
        lost = true;
        switch (random.nextInt(4)) {
            case 0 -> out.writeBytes(Arrays.copyOf(frame, random.nextInt(frame.length)));
            case 1 -> flip(frame, 0);
            case 2 -> {
                byte[] noise = new byte[random.nextInt(50)];
                random.nextBytes(noise);
                out.writeBytes(noise);
            }
            default -> Arrays.fill(frame, 0, 4, (byte) random.nextInt());
        }
        out.writeBytes(frame);
    }

    private void flip(byte[] frame, int from) {
        if (frame.length > from) {
            frame[from + random.nextInt(frame.length - from)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private void touch(byte[] frame) {
        touched.add(id(frame));
    }

    private static long id(byte[] frame) {
        return FrameReader.number(frame, 8, 8);
    }

    private static void id(byte[] frame, long id) {
        for (int i = 0; i < 8; i++) {
            frame[15 - i] = (byte) (id >>> (8 * i));
        }
    }

    private static List<byte[]> split(byte[] bytes) {
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int size = 4 + (int) FrameReader.number(bytes, at, 4);
            frames.add(Arrays.copyOfRange(bytes, at, at + size));
            at += size;
        }
        return frames;
    }
}
