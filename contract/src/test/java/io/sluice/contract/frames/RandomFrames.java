package io.sluice.contract.frames;

import io.sluice.contract.frames.FrameSession.Side;
import java.util.Random;

/** Frames that are right in their form, as a rule, and make no sense together, as a rule. */
final class RandomFrames {

    private static final FrameKind[] KINDS = FrameKind.values();

    private final Random random;
    private long nextCall;

    /** @param victim the side that they are for */
    RandomFrames(Random random, Side victim) {
        this.random = random;
        this.nextCall = victim == Side.RUNTIME ? 2 : 1;
    }

    byte[] next() {
        FrameKind kind = KINDS[1 + random.nextInt(KINDS.length - (random.nextInt(50) == 0 ? 1 : 2))];
        byte[] frame = Frames.frame(kind, call(kind), flags(kind), payload(kind), head -> head(kind, head));
        if (random.nextInt(1000) == 0) {
            frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return frame;
    }

    private long call(FrameKind kind) {
        if (kind == FrameKind.CALL && random.nextInt(500) > 0) {
            nextCall += 2L * (1 + random.nextInt(2));
            return nextCall - 2;
        }
        return random.nextInt(30) == 0 ? random.nextLong() : Math.max(0, nextCall - random.nextInt(60));
    }

    private int flags(FrameKind kind) {
        if (!kind.carriesPayload()) {
            return 0;
        }
        return random.nextInt(4) == 0
                ? FrameFormat.MORE
                : kind == FrameKind.CHUNK && random.nextInt(6) == 0 ? FrameFormat.ABORT : 0;
    }

    private int payload(FrameKind kind) {
        if (!kind.carriesPayload()) {
            return 0;
        }
        return random.nextInt(10) == 0 ? random.nextInt(FrameFormat.MAX_PAYLOAD + 1) : 1 + random.nextInt(40);
    }

    private void head(FrameKind kind, FrameWriter head) {
        if (kind == FrameKind.WINDOW && random.nextInt(1000) > 0) {
            head.number(Field.CREDIT, 1 + random.nextInt(200_000));
        }
        if (random.nextInt(3) == 0) {
            head.number(Field.TIMEOUT, random.nextLong() >>> (1 + random.nextInt(63)));
        }
        while (random.nextInt(3) == 0) {
            head.text(
                    random.nextInt(20) == 0 ? 128 + random.nextInt(128) : 1 + random.nextInt(17),
                    "x".repeat(random.nextInt(9)));
        }
    }
}
