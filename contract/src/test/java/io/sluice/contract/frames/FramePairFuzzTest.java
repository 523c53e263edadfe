package io.sluice.contract.frames;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.frames.FrameSession.Side;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two sessions that do random things, on a connection that cuts the stream anywhere, against a simple model of both. */
final class FramePairFuzzTest {

    private static final int SEEDS = Integer.getInteger("sluice.fuzz.seeds", 250);
    private static final int STEPS = 500;

    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void anythingTwoSidesDo_keepsTheModel() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Table table = new Table(new Random(seed));
            try {
                table.play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + table, e);
            }
        }
        assertThat(seen.keySet()).contains("cancelled", "failure", "late", "lost", "result", "too large");
        assertThat(seen.values()).allMatch(times -> times > SEEDS / 10);
    }

    /** Where the two play. */
    private final class Table {

        private final Random random;
        private final boolean crowded;
        private final int large;
        private final Player runtime;
        private final Player instance;

        Table(Random random) {
            this.random = random;
            this.crowded = random.nextInt(20) == 0;
            this.large = crowded ? FrameFormat.WINDOW : 1024 << random.nextInt(10);
            this.runtime = player(Side.RUNTIME);
            this.instance = player(Side.INSTANCE);
        }

        private Player player(Side side) {
            // Time enough for signs of life: nobody hangs here, however unlucky the order.
            SessionLimits limits = new SessionLimits(
                    large * (1 + random.nextInt(crowded ? 4 : 2)),
                    1 + random.nextInt(crowded ? 200 : 40),
                    Duration.ofSeconds(60),
                    Duration.ofMillis(random.nextInt(2) * 20L),
                    Duration.ofSeconds(25));
            return new Player(side, limits, random.nextInt(crowded ? 50_000_000 : 300_000), random);
        }

        void play() {
            int steps = random.nextInt(STEPS);
            for (int i = 0; i < steps; i++) {
                step(i);
            }
            end(random.nextInt(6));
            runtime.asked.values().forEach(it -> count(it));
            instance.asked.values().forEach(it -> count(it));
        }

        private void count(Player.Asked asked) {
            String end = asked.end.isEmpty() ? "cancelled" : asked.end.replaceAll(":.*", "");
            seen.merge(end, 1, Integer::sum);
        }

        private void step(int step) {
            Player player = random.nextBoolean() ? runtime : instance;
            boolean still = crowded && step % 100 < 70; // Nothing is moved for a while, so that much waits.
            switch (random.nextInt(still ? 7 : 16)) {
                case 0, 1, 2 -> player.call(size());
                case 3, 4, 5 -> player.answer(size());
                case 6 -> player.cancel();
                case 7 -> passes(random.nextLong(20 * Player.MILLI));
                case 8 -> player.session.writable();
                default -> carry(player, 1 + random.nextInt(random.nextBoolean() ? 60 : 200_000));
            }
        }

        private int size() {
            return switch (crowded ? 2 : random.nextInt(6)) {
                case 0 -> 0;
                case 1 -> random.nextInt(3 * FrameFormat.MAX_PAYLOAD);
                case 2 -> random.nextInt(3 * large);
                default -> random.nextInt(2000);
            };
        }

        private void passes(long nanos) {
            runtime.passes(nanos);
            instance.passes(nanos);
        }

        private Player other(Player player) {
            return player == runtime ? instance : runtime;
        }

        /** Moves some of the bytes that a side has sent; false when there were none. */
        private boolean carry(Player from, int most) {
            byte[] bytes = from.out.take(most);
            if (bytes.length > 0) {
                other(from).hears(bytes);
            }
            if (from.out.hasRoomAgain()) {
                from.session.writable();
            }
            return bytes.length > 0;
        }

        private void end(int how) {
            switch (how) {
                case 0 -> cutOff();
                case 1 -> {
                    instance.session.fail("the disk is full");
                    cutOff();
                }
                case 2 -> quiet(runtime);
                case 3 -> quiet(instance);
                case 4 -> quiet(runtime, instance);
                default -> quiet();
            }
        }

        /** All is answered, some leave, and everything gets where it should. */
        private void quiet(Player... leaving) {
            if (!runtime.ready || !instance.ready || random.nextBoolean()) {
                settle();
            }
            Arrays.stream(leaving).forEach(Player::leave);
            settle();
            do {
                runtime.owed().forEach(it -> runtime.answer(it, size()));
                instance.owed().forEach(it -> instance.answer(it, size()));
            } while (settle());
            for (Player player : new Player[] {runtime, instance}) {
                assertThat(player.session.inProgress()).isZero();
                assertThat(player.session.gathering()).isZero();
                assertThat(player.owed()).isEmpty();
                assertThat(player.strays).isEmpty();
                assertThat(!player.closed.isEmpty()).isEqualTo(leaving.length > 0);
                assertThat(player.theyLeft).isEqualTo(other(player).left);
                compare(player, other(player));
            }
        }

        /** Moves all that there is to be moved; false when that was nothing. */
        private boolean settle() {
            boolean moved = false;
            boolean more = true;
            while (more) {
                more = carry(runtime, 1 + random.nextInt(100_000));
                more |= carry(instance, 1 + random.nextInt(100_000));
                passes(0);
                moved |= more;
                for (Player player : new Player[] {runtime, instance}) {
                    if (!other(player).closed.isEmpty() && other(player).out.waiting() == 0) {
                        player.session.ended();
                    }
                }
            }
            return moved;
        }

        /** What one side asked for, and what the other made of it. */
        private void compare(Player caller, Player called) {
            for (Map.Entry<Long, Player.Asked> each : caller.asked.entrySet()) {
                Player.Asked asked = each.getValue();
                Player.Served served = called.served.get(each.getKey());
                assertThat(asked.open()).isFalse();
                if (served != null) {
                    assertThat(served.head.text(Field.INVOCATION)).isEqualTo("i" + asked.payload.length);
                    assertThat(served.tooLarge).isEqualTo(asked.payload.length > called.limits.payload());
                    assertThat(served.tooLarge || Arrays.equals(served.payload, asked.payload))
                            .isTrue();
                    assertThat(!served.cancelled || asked.cancelled || asked.end.equals("late") || served.late)
                            .isTrue();
                }
                compareEnds(asked, served, caller.limits.payload());
            }
            assertThat(caller.asked.keySet()).containsAll(called.served.keySet());
        }

        private void compareEnds(Player.Asked asked, Player.@Nullable Served served, int limit) {
            switch (asked.end) {
                case "", "late" -> {}
                case "too large", "result", "failure" -> {
                    if (served == null) {
                        assertThat(asked.head.text(Field.REASON)).startsWith("the time for the call was over");
                    } else if (asked.end.equals("too large")) {
                        assertThat(served.answer.length).isGreaterThan(limit);
                    } else {
                        assertThat(served.failed).isEqualTo(asked.end.equals("failure"));
                        assertThat(Arrays.equals(asked.answer, served.answer)).isTrue();
                        assertThat(asked.head.text(Field.INVOCATION)).isEqualTo("i" + served.answer.length);
                    }
                }
                default -> throw new AssertionError(asked.end);
            }
        }

        /** The connection ends, wherever it is. */
        private void cutOff() {
            String before = instance.closed;
            carry(instance, random.nextInt(1000));
            runtime.session.ended();
            instance.session.ended();
            passes(Long.MAX_VALUE / 2);
            for (Player player : new Player[] {runtime, instance}) {
                assertThat(player.closed).startsWith("the ");
                assertThat(player.session.inProgress()).isZero();
                assertThat(player.session.gathering()).isZero();
                assertThat(player.asked.values())
                        .noneMatch(Player.Asked::open)
                        .filteredOn(it -> it.end.startsWith("lost"))
                        .allMatch(it -> it.end.equals("lost: " + player.closed));
                assertThat(player.owed()).allMatch(it -> it.cancelled);
                int waiting = player.out.waiting();
                player.owed().forEach(it -> player.answer(it, 100));
                player.asked.values().forEach(it -> it.call().cancel());
                assertThat(player.out.waiting()).as("silence after the end").isEqualTo(waiting);
            }
            assertThat(before.isEmpty() || instance.closed.equals(before)).isTrue();
        }

        @Override
        public String toString() {
            return runtime + "\n" + instance;
        }
    }
}
