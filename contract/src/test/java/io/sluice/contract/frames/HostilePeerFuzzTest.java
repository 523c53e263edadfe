package io.sluice.contract.frames;

import static io.sluice.contract.frames.FrameFormat.MORE;
import static io.sluice.contract.frames.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.contract.frames.FrameSession.Side;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The other side sends what it may not: streams that were valid before they were changed, random frames, random bytes. */
final class HostilePeerFuzzTest {

    private static final int SEEDS = Integer.getInteger("sluice.fuzz.seeds", 250);

    private static void forSeeds(int count, java.util.function.IntConsumer test) {
        for (int seed = 0; seed < count; seed++) {
            try {
                test.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    // Valid streams that are changed on their way

    @Test
    void changedStream_endsTheSession_orTheCallsThatItIsAbout_andNoOthers() {
        int[] open = new int[1];
        forSeeds(2 * SEEDS, seed -> {
            Duel duel = new Duel(new Random(seed));
            duel.play();
            open[0] += duel.victim.closed.isEmpty() ? 1 : 0;
            duel.finish();
        });

        assertThat(open[0]).as("sessions that stayed open").isBetween(SEEDS / 5, 2 * SEEDS - SEEDS / 5);
    }

    /** A side that obeys all rules, and a connection from it that doesn't. */
    private static final class Duel {

        private static final int STEPS = 150;

        private final Random random;
        private final Player peer;
        private final Player victim;
        private final StreamChanger changer;

        Duel(Random random) {
            this.random = random;
            Side side = random.nextBoolean() ? Side.RUNTIME : Side.INSTANCE;
            this.victim = player(side);
            this.peer = player(side == Side.RUNTIME ? Side.INSTANCE : Side.RUNTIME);
            this.changer = new StreamChanger(random, 1 + random.nextInt(200));
            exchange();
        }

        private Player player(Side side) {
            SessionLimits limits = new SessionLimits(
                    200_000, 1 + random.nextInt(40), Duration.ofSeconds(60), Duration.ZERO, Duration.ofSeconds(25));
            return new Player(side, limits, random.nextInt(300_000), random);
        }

        /** Moves what waits, unchanged. */
        private void exchange() {
            for (int i = 0; i < 3; i++) {
                peer.hears(victim.out.take(Integer.MAX_VALUE));
                victim.hears(peer.out.take(Integer.MAX_VALUE));
            }
        }

        void play() {
            for (int i = 0; i < STEPS && goesOn(); i++) {
                step();
            }
            for (int i = 0; i < 200 && goesOn(); i++) {
                answers(victim);
                answers(peer);
                carry();
            }
            if (goesOn()) {
                victim.asked.forEach(this::checkAnswer);
            }
        }

        private boolean goesOn() {
            return victim.closed.isEmpty() && peer.closed.isEmpty();
        }

        private static void answers(Player player) {
            player.owed().forEach(it -> player.answer(it, it.payload.length));
        }

        private void step() {
            Player player = random.nextBoolean() ? victim : peer;
            switch (random.nextInt(8)) {
                case 0, 1 -> player.call(size());
                case 2, 3 -> player.answer(size());
                case 4 -> player.cancel();
                case 5 -> victim.passes(random.nextLong(20 * Player.MILLI));
                default -> carry();
            }
        }

        private int size() {
            return random.nextInt(5) == 0 ? random.nextInt(250_000) : random.nextInt(500);
        }

        private void carry() {
            peer.hears(victim.out.take(Integer.MAX_VALUE));
            byte[] changed = changer.change(peer.out.take(Integer.MAX_VALUE));
            for (int at = 0; at < changed.length; ) {
                int end = Math.min(changed.length, at + 1 + random.nextInt(100_000));
                victim.hears(Arrays.copyOfRange(changed, at, end));
                at = end;
            }
            victim.passes(0);
            for (Player player : new Player[] {victim, peer}) {
                if (player.out.hasRoomAgain()) {
                    player.session.writable();
                }
            }
        }

        /** Of a call that no changed frame was about, the answer is the one that was given, and it is there. */
        private void checkAnswer(long id, Player.Asked asked) {
            if (changer.touched(id)) {
                return;
            }
            Player.Served served = peer.served.get(id);
            if (asked.end.equals("result") || asked.end.equals("failure")) {
                Player.Served made = Objects.requireNonNull(served, "what was answered");
                assertThat(made.tooLarge || Arrays.equals(asked.payload, made.payload))
                        .isTrue();
                assertThat(Arrays.equals(asked.answer, made.answer)).isTrue();
            } else if (asked.open() && served != null && served.answered) {
                assertThat(served.answer.length)
                        .as("only what goes in pieces may be held up by others")
                        .isGreaterThan(Outbox.SMALL);
            }
        }

        void finish() {
            victim.session.ended();
            assertThat(victim.session.inProgress()).isZero();
            assertThat(victim.session.gathering()).isZero();
            assertThat(victim.asked.values())
                    .noneMatch(Player.Asked::open)
                    .allMatch(it -> !it.end.startsWith("lost: ")
                            || it.end.equals("lost: " + victim.closed)
                            || it.end.equals("lost: its answer was broken off"));
            assertThat(victim.owed()).allMatch(it -> it.cancelled);
        }
    }

    // Random frames

    @Test
    void randomFrames_neverMakeItThrow_orLoseCount() {
        forSeeds(SEEDS, seed -> {
            Random random = new Random(seed);
            Side side = random.nextBoolean() ? Side.RUNTIME : Side.INSTANCE;
            Player victim = new Player(side, SessionLimits.of(100_000, 1 + random.nextInt(60)), 100_000, random);
            victim.hears(Frames.hello());
            RandomFrames frames = new RandomFrames(random, side);
            for (int i = 0; i < 3000 && victim.closed.isEmpty(); i++) {
                act(random, victim);
                victim.hears(frames.next());
                victim.out.take(Integer.MAX_VALUE);
            }
            victim.session.ended();
            assertThat(victim.session.inProgress()).isZero();
            assertThat(victim.session.gathering()).isZero();
            assertThat(victim.asked.values()).noneMatch(Player.Asked::open);
            assertThat(victim.owed()).allMatch(it -> it.cancelled);
        });
    }

    private static void act(Random random, Player victim) {
        switch (random.nextInt(8)) {
            case 0 -> victim.call(random.nextInt(random.nextInt(4) == 0 ? 300_000 : 100));
            case 1, 2 -> victim.answer(random.nextInt(random.nextInt(4) == 0 ? 300_000 : 100));
            case 3 -> victim.cancel();
            case 4 -> victim.passes(random.nextLong(10 * Player.MILLI));
            default -> {}
        }
    }

    @Test
    void randomBytes_endTheSession_andNeverMakeItThrow() {
        forSeeds(20 * SEEDS, seed -> {
            Random random = new Random(seed);
            Player victim = new Player(Side.RUNTIME, SessionLimits.of(1000, 3), 100_000, random);
            victim.hears(Frames.hello());
            victim.call(10);
            byte[] bytes = new byte[random.nextInt(100)];
            for (int i = 0; i < 100; i++) {
                random.nextBytes(bytes);
                victim.hears(bytes);
            }
            victim.session.ended();
            assertThat(victim.asked.values()).allMatch(it -> it.end.startsWith("lost"));
        });
    }

    // Memory

    @Test
    void whatIsAllocated_isBoundedByWhatCame() {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        forSeeds(SEEDS / 2, seed -> {
            Random random = new Random(seed);
            Silent silent = new Silent();
            FrameSession session =
                    new FrameSession(Side.INSTANCE, SessionLimits.of(1_000_000, 10_000), silent, silent, 0);
            RandomFrames frames = new RandomFrames(random, Side.INSTANCE);
            long came = 0;
            long allocated = 0;
            for (int i = 0; i < 2000 && !session.isClosed(); i++) {
                byte[] bytes = i == 0 ? Frames.hello() : frames.next();
                long before = thread.getCurrentThreadAllocatedBytes();
                session.receive(bytes, 0, bytes.length, 0);
                allocated += thread.getCurrentThreadAllocatedBytes() - before;
                came += bytes.length;
            }
            assertThat(allocated).as("allocated for %d bytes", came).isLessThan(20 * came + 500_000);
        });
    }

    /** Sends as much as it may of as many payloads as it may, and ends none. */
    @Test
    void whatIsHeldOfUnfinishedPayloads_isBounded() {
        int limit = 5_000_000;
        Party victim = Party.open(Side.INSTANCE, SessionLimits.of(limit, 10_000));
        Map<Long, Long> held = new HashMap<>();
        Map<Long, Long> credit = new HashMap<>();
        long shared = FrameFormat.SHARED_WINDOW;
        long most = 0;
        for (long id = 1; id < 400; id += 2) {
            victim.hears(frame(FrameKind.CALL, id, MORE, 0));
            credit.put(id, (long) FrameFormat.WINDOW);
        }
        for (boolean moved = true; moved; ) {
            moved = false;
            for (long id = 399; id > 0; id -= 2) {
                long size;
                while ((size = Math.min(Math.min(credit.getOrDefault(id, 0L), shared), FrameFormat.MAX_PAYLOAD)) > 0) {
                    moved = true;
                    victim.hears(frame(FrameKind.CHUNK, id, MORE, (int) size));
                    credit.merge(id, -size, Long::sum);
                    held.merge(id, size, Long::sum);
                    shared -= size;
                    if (held.getOrDefault(id, 0L) > limit) {
                        // Refused: not held any more, and no more comes.
                        assertThat(victim.told).contains("called too large " + id);
                        shared += FrameFormat.WINDOW - Objects.requireNonNull(credit.put(id, 0L));
                        held.remove(id);
                    }
                    for (Frames.Seen seen : victim.sent()) {
                        long given = seen.fields().number(Field.CREDIT, 0);
                        credit.merge(seen.call(), given, Long::sum);
                        shared += given;
                    }
                    most = Math.max(
                            most, held.values().stream().mapToLong(it -> it).sum());
                }
            }
        }

        assertThat(victim.session.isClosed()).isFalse();
        assertThat(most)
                .isGreaterThan(FrameFormat.SHARED_WINDOW)
                .isLessThanOrEqualTo(FrameFormat.SHARED_WINDOW + Gatherings.ROOM + limit);
    }

    /** Is told everything, and does nothing. */
    private static final class Silent implements FrameHandler, FrameTransport {

        @Override
        public void ready() {}

        @Override
        public void called(FrameCall call, Fields head, byte[] payload) {}

        @Override
        public void tooLarge(FrameCall call, Fields head) {}

        @Override
        public void cancelled(FrameCall call) {}

        @Override
        public void late(FrameCall call) {}

        @Override
        public void leaving(String reason) {}

        @Override
        public void stray(String what) {}

        @Override
        public void closed(String reason) {}

        @Override
        public void write(byte[] head, int length, ByteBuffer payload) {}

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public void wakeAt(long nanos) {}

        @Override
        public void close() {}
    }
}
