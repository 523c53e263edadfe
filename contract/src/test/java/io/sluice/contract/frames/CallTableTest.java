package io.sluice.contract.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CallTableTest {

    private final FrameSession session = Party.open(FrameSession.Side.RUNTIME).session;
    private final CallTable table = new CallTable();

    private FrameCall call(long id) {
        return new FrameCall(session, id, null, Long.MAX_VALUE);
    }

    @Test
    void anySequence_agreesWithAMap() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            Map<Long, FrameCall> model = new HashMap<>();
            CallTable tested = new CallTable();
            int bound = 1 + random.nextInt(300);
            for (int step = 0; step < 600; step++) {
                long id = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(bound);
                if (random.nextBoolean() && !model.containsKey(id)) {
                    FrameCall call = call(id);
                    model.put(id, call);
                    tested.add(call);
                } else {
                    assertThat(tested.remove(id)).isEqualTo(model.remove(id) != null);
                }
                assertThat(tested.get(id)).isSameAs(model.get(id));
            }
            assertThat(tested.size()).isEqualTo(model.size());
            assertThat(tested.all()).containsExactlyInAnyOrderElementsOf(model.values());
            model.forEach((id, call) -> assertThat(tested.get(id)).isSameAs(call));
        }
    }

    /** Ids of one side follow each other; were they neighbours in the table, taking one out would cost all of them. */
    @Test
    void idsThatFollowEachOther_areNoNeighbours() {
        boolean[] taken = new boolean[1 << 14];
        for (long id = 1; id < 10_000; id += 2) {
            taken[CallTable.home(id, 14)] = true;
        }

        int longest = 0;
        int run = 0;
        for (boolean slot : taken) {
            run = slot ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        assertThat(longest).isLessThan(10);
    }

    @Test
    void growing_keepsAllCalls() {
        for (long id = 2; id < 2000; id += 2) {
            table.add(call(id));
        }

        assertThat(table.size()).isEqualTo(999);
        for (long id = 2; id < 2000; id += 2) {
            assertThat(table.remove(id)).isTrue();
            assertThat(table.get(id)).isNull();
        }
        assertThat(table.size()).isZero();
    }
}
