package io.sluice.contract.frames;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.frames.FrameSession.Side;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/**
 * Many frames through a pair of sessions, after which nothing is left of them; {@code -Dsluice.frames=10000000} for ten million.
 */
final class FrameLeakTest {

    private static final long FRAMES = Long.getLong("sluice.frames", 1_000_000);

    /** How much the heap may differ between two full collections for reasons of its own. */
    private static final long NOISE = 512 * 1024;

    /** What leaks is lost in every round; what else the JVM begins to hold, such as compiled code's data, in one. */
    private static final int ROUNDS = 3;

    @Test
    void manyFrames_leaveNothingBehind() {
        Load load = new Load();
        load.run(FRAMES / 50);

        long kept = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && kept >= NOISE; round++) {
            kept = Math.min(kept, keptOf(load));
        }

        assertThat(load.frames).isGreaterThan(FRAMES);
        assertThat(load.calls).isEqualTo(load.results + load.failures + load.cancels);
        for (FrameSession session : new FrameSession[] {load.runtime.session, load.instance.session}) {
            assertThat(session.inProgress()).isZero();
            assertThat(session.gathering()).isZero();
            assertThat(session.isClosed()).isFalse();
        }
        assertThat(load.strays).isZero();
        assertThat(kept).as("bytes of heap that are not given back").isLessThan(NOISE);
    }

    private static long keptOf(Load load) {
        long before = heap();
        load.run(FRAMES);
        return heap() - before;
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Calls of all kinds, up to 64 at once: nested ones, some that fail, are cancelled, go in pieces. */
    private static final class Load implements FrameListener {

        private static final HeadSource NO_FIELDS = head -> {};

        private final ByteBuffer small = ByteBuffer.allocate(60);
        private final ByteBuffer large = ByteBuffer.allocate(300_000);
        private final End runtime = new End(Side.RUNTIME);
        private final End instance = new End(Side.INSTANCE);
        private long frames;
        private long calls;
        private long results;
        private long failures;
        private long cancels;
        private long strays;
        private long now;

        Load() {
            move();
        }

        void run(long more) {
            long until = frames + more;
            while (frames < until) {
                now += 1_000_000;
                for (int i = 0; i < 64; i++) {
                    call(runtime);
                }
                move();
            }
        }

        private void call(End end) {
            calls++;
            ByteBuffer payload = calls % 10_007 == 0 ? large : small;
            FrameCall call = end.session.call(this, payload, now + 30_000_000_000L, now);
            if (calls % 101 == 0) {
                cancels++;
                call.cancel();
            }
        }

        /** Moves frames to and fro, until nothing is left to be moved or answered. */
        private void move() {
            boolean moved = true;
            while (moved) {
                moved = runtime.moveTo(instance);
                moved |= instance.moveTo(runtime);
                runtime.answerAll();
                instance.answerAll();
            }
        }

        @Override
        public void writeHead(FrameWriter head) {
            head.text(Field.TARGET, "shout").number(Field.TIMEOUT, 30_000);
        }

        @Override
        public void result(Fields head, byte[] payload) {
            results++;
        }

        @Override
        public void failure(Fields head, byte[] payload) {
            failures++;
        }

        @Override
        public void late() {
            throw new AssertionError("late");
        }

        @Override
        public void tooLarge() {
            throw new AssertionError("too large");
        }

        @Override
        public void lost(String reason) {
            throw new AssertionError(reason);
        }

        /** One side, and what it sends. */
        private final class End implements FrameHandler, FrameTransport {

            private final Pipe out = new Pipe(1 << 20);
            private final Deque<FrameCall> owed = new ArrayDeque<>();
            private final FrameSession session;
            private long wakeAt = Long.MAX_VALUE;

            End(Side side) {
                session = new FrameSession(side, SessionLimits.of(1_000_000, 1000), this, this, 0);
                session.start();
            }

            boolean moveTo(End other) {
                byte[] bytes = out.take(1 << 20);
                if (bytes.length > 0) {
                    other.session.receive(bytes, 0, bytes.length, now);
                }
                if (out.hasRoomAgain()) {
                    session.writable();
                }
                if (wakeAt <= now) {
                    session.tick(now);
                }
                return bytes.length > 0;
            }

            /** Some calls call before they are answered. */
            void answerAll() {
                for (FrameCall call = owed.poll(); call != null; call = owed.poll()) {
                    if (call.id() % 14 == 1) {
                        call(this);
                    }
                    if (call.id() % 10 == 3) {
                        call.failure(NO_FIELDS, small);
                    } else {
                        call.result(NO_FIELDS, call.id() % 20_000 == 7 ? large : small);
                    }
                }
            }

            @Override
            public void write(byte[] head, int length, ByteBuffer payload) {
                frames++;
                out.write(head, length, payload);
            }

            @Override
            public boolean full() {
                return out.full();
            }

            @Override
            public void wakeAt(long nanos) {
                wakeAt = nanos;
            }

            @Override
            public void close() {}

            @Override
            public void ready() {}

            @Override
            public void called(FrameCall call, Fields head, byte[] payload) {
                owed.add(call);
            }

            @Override
            public void tooLarge(FrameCall call, Fields head) {
                strays++;
            }

            @Override
            public void cancelled(FrameCall call) {}

            @Override
            public void late(FrameCall call) {
                strays++;
            }

            @Override
            public void leaving(String reason) {
                strays++;
            }

            @Override
            public void stray(String what) {
                strays++;
            }

            @Override
            public void closed(String reason) {
                strays++;
            }
        }
    }
}
