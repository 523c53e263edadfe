package io.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PayloadMemoryTest {

    private static final long MIB = 1 << 20;
    private static final long REQUEST = PayloadMemory.REQUEST_BYTES;

    private final PayloadMemory memory = new PayloadMemory(96 * MIB);

    @Test
    void smallPayloads_countWithTheirRequest() {
        PayloadRoom room = open("a");
        assertThat(room.input(2000)).isTrue();
        assertThat(room.result(2000)).isTrue();
        assertThat(memory.taken()).isEqualTo(REQUEST);
    }

    @Test
    void greedyCaller_leavesRoomForTheSmallRequestsOfOthers() {
        int bodies = 0;
        while (open("greedy").input(10 * MIB)) {
            bodies++;
        }
        assertThat(bodies).isEqualTo(3);
        for (int i = 0; i < 1000; i++) {
            assertThat(open("modest").input(4000)).isTrue();
        }
    }

    @Test
    void inputs_leaveRoomForResults() {
        List<PayloadRoom> rooms = new ArrayList<>();
        for (int caller = 0; caller < 10; caller++) {
            PayloadRoom room = open("c" + caller);
            if (room.input(9 * MIB)) {
                rooms.add(room);
            }
        }
        assertThat(rooms).hasSizeGreaterThan(3).allMatch(room -> room.result(9 * MIB));
    }

    @Test
    void requests_beyondACallersShare_areRefused() {
        int requests = 0;
        while (memory.open("a") != null) {
            requests++;
        }
        assertThat(requests * REQUEST).isBetween(31 * MIB, 32 * MIB);
        assertThat(memory.open("b")).isNotNull();
    }

    @Test
    void close_givesEverythingBack_once() {
        PayloadRoom room = open("a");
        PayloadRoom other = open("a");
        assertThat(room.input(MIB)).isTrue();
        assertThat(room.result(MIB)).isTrue();
        room.close();
        room.close();
        assertThat(memory.taken()).isEqualTo(REQUEST);
        assertThat(room.result(1)).isFalse();
        other.close();
        assertThat(memory.taken()).isZero();
    }

    @Test
    void closedRoom_thatIsHeld_isGivenBackWhenItIsHeldNoMore() {
        PayloadRoom room = open("a");
        Runnable release = room.hold();
        Runnable other = room.hold();
        room.close();
        room.close();
        release.run();
        release.run();
        assertThat(room.result(MIB)).isTrue();
        assertThat(memory.taken()).isGreaterThan(MIB);
        other.run();
        assertThat(memory.taken()).isZero();
        room.hold().run();
        assertThat(memory.taken()).isZero();
        assertThat(room.result(1)).isFalse();
    }

    @Test
    void droppedBytes_areRoomForTheNext() {
        PayloadRoom room = open("a");
        assertThat(room.result(MIB)).isTrue();
        room.drop(MIB);
        long taken = memory.taken();
        assertThat(room.result(MIB)).isTrue();
        assertThat(memory.taken()).isEqualTo(taken);
    }

    @Test
    void memory_thatHoldsNoRequest_isRefused() {
        assertThatThrownBy(() -> new PayloadMemory(1000)).hasMessageContaining("1000");
    }

    @Test
    void anySequence_staysWithinTheMemoryAndEndsEmpty() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            PayloadMemory small = new PayloadMemory(MIB);
            List<PayloadRoom> rooms = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                act(random, small, rooms);
                assertThat(small.taken()).isBetween(rooms.size() * REQUEST, MIB);
            }
            rooms.forEach(PayloadRoom::close);
            assertThat(small.taken()).isZero();
        }
    }

    private static void act(Random random, PayloadMemory memory, List<PayloadRoom> rooms) {
        PayloadRoom any = rooms.isEmpty() ? null : rooms.get(random.nextInt(rooms.size()));
        switch (any == null ? 0 : random.nextInt(5)) {
            case 0 -> {
                PayloadRoom room = memory.open("c" + random.nextInt(4));
                if (room != null) {
                    rooms.add(room);
                }
            }
            case 1 -> {
                Objects.requireNonNull(any).close();
                rooms.remove(any);
            }
            case 2 -> Objects.requireNonNull(any).input(random.nextLong(MIB / 4));
            default -> Objects.requireNonNull(any).result(random.nextLong(MIB / 4));
        }
    }

    private PayloadRoom open(String caller) {
        PayloadRoom room = memory.open(caller);
        assertThat(room).isNotNull();
        return Objects.requireNonNull(room);
    }
}
