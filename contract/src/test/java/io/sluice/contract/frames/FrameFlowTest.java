package io.sluice.contract.frames;

import static io.sluice.contract.frames.FrameFormat.MORE;
import static io.sluice.contract.frames.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.frames.FrameSession.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That large payloads take turns, wait for room, and share what memory there is. */
final class FrameFlowTest {

    private static final int CHUNK = FrameFormat.MAX_PAYLOAD;
    private static final SessionLimits MANY = SessionLimits.of(10_000_000, 500);

    private final Party runtime = Party.open(Side.RUNTIME);

    private static byte[] credit(long call, long bytes) {
        return frame(FrameKind.WINDOW, call, head -> head.number(Field.CREDIT, bytes));
    }

    @Test
    void payloads_takeTurns() {
        runtime.full = true;
        runtime.calls(3 * CHUNK);
        runtime.calls(2 * CHUNK);
        assertThat(runtime.sentWords()).containsExactly("CALL 1 more", "CALL 3 more");

        runtime.full = false;
        runtime.session.writable();
        assertThat(runtime.sentWords())
                .containsExactly(
                        "CHUNK 1 more 65536 bytes",
                        "CHUNK 3 more 65536 bytes",
                        "CHUNK 1 more 65536 bytes",
                        "CHUNK 3 65536 bytes",
                        "CHUNK 1 65536 bytes");
    }

    @Test
    void fullConnection_isSentSmallPayloadsOnly() {
        runtime.full = true;
        runtime.calls(Outbox.SMALL);
        runtime.calls(Outbox.SMALL + 1);
        assertThat(runtime.sentWords()).containsExactly("CALL 1 1024 bytes", "CALL 3 more");
        runtime.session.writable();
        assertThat(runtime.sent()).isEmpty();

        runtime.full = false;
        runtime.session.writable();
        assertThat(runtime.sentWords()).containsExactly("CHUNK 3 1025 bytes");
    }

    @Test
    void payloadThatWaitsForRoom_isDroppedWithItsCall() {
        runtime.full = true;
        FrameCall call = runtime.calls(2 * CHUNK);
        call.cancel();
        runtime.full = false;
        runtime.session.writable();

        assertThat(runtime.sentWords()).containsExactly("CALL 1 more", "CANCEL 1");
    }

    @Test
    void creditBeforeItIsNeeded_isKept() {
        runtime.hears(frame(FrameKind.CALL, 2), credit(2, 10 * CHUNK), credit(2, Integer.MAX_VALUE));
        runtime.answers(2, 10 * CHUNK);

        assertThat(runtime.sent()).hasSize(10);
        assertThat(runtime.session.inProgress()).isZero();
    }

    /** Each has 256 KiB of its own, and all together 4 MiB, of which the last 256 KiB are for the oldest. */
    @Test
    void payloads_shareAWindow_ofWhichTheOldestAlwaysHasItsPart() {
        for (int i = 0; i < 20; i++) {
            runtime.calls(6 * CHUNK);
        }
        List<Frames.Seen> sent = runtime.sent();
        assertThat(sent.stream().mapToLong(it -> it.payload().length).sum())
                .isEqualTo(FrameFormat.SHARED_WINDOW - FrameFormat.WINDOW);
        assertThat(sent).filteredOn(it -> it.kind() == FrameKind.CALL).hasSize(20);

        runtime.hears(credit(39, 5 * CHUNK));
        assertThat(runtime.sent()).as("the youngest waits").isEmpty();
        runtime.hears(credit(1, CHUNK));
        assertThat(runtime.sentWords())
                .as("what was credited to one, another may use")
                .containsExactly("CHUNK 31 more 65536 bytes", "CHUNK 1 more 65536 bytes");
        runtime.hears(credit(1, 2 * CHUNK));
        assertThat(runtime.sentWords()).contains("CHUNK 1 65536 bytes");
    }

    @Test
    void payloadThatIsDropped_leavesItsPartOfTheWindow_toTheOthersAtOnce() {
        FrameCall oldest = runtime.calls(6 * CHUNK);
        for (int i = 0; i < 20; i++) {
            runtime.calls(6 * CHUNK);
        }
        runtime.sent();
        oldest.cancel();

        assertThat(runtime.sent().stream().mapToLong(it -> it.payload().length).sum())
                .isEqualTo(FrameFormat.WINDOW);
    }

    @Test
    void manyPayloads_allGetThere() {
        Party sender = Party.open(Side.RUNTIME);
        Party receiver = Party.open(Side.INSTANCE, MANY);
        sender.full = true;
        for (int i = 0; i < 100; i++) {
            sender.calls(6 * CHUNK + i);
        }
        sender.full = false;
        sender.session.writable();
        for (int i = 0; i < 400; i++) {
            receiver.hears(sender.takeBytes());
            sender.hears(receiver.takeBytes());
        }

        assertThat(receiver.told).hasSize(100).allMatch(it -> it.startsWith("called"));
        assertThat(receiver.payloads.get(199L)).hasSize(6 * CHUNK + 99);
        assertThat(receiver.session.gathering()).isZero();
    }

    /** A receiver that has no room gives credit to its oldest payload only, and to the others when that is there. */
    @Test
    void creditIsGiven_whileThereIsRoom_andToTheOldestAlways() {
        Party receiver = Party.open(Side.INSTANCE, MANY);
        int calls = 20;
        for (int i = 0; i < calls; i++) {
            receiver.hears(frame(FrameKind.CALL, 2L * i + 1, MORE, 0));
        }
        List<Long> credited = new ArrayList<>();
        long unused = 0;
        // Each takes what credit it has, the youngest first, until nothing comes any more.
        for (int round = 0; round < 30; round++) {
            for (int i = calls - 1; i > 0; i--) {
                long id = 2L * i + 1;
                if (round == 0 || credited.contains(id)) {
                    credited.remove(id);
                    receiver.hears(frame(FrameKind.CHUNK, id, MORE, CHUNK), frame(FrameKind.CHUNK, id, MORE, CHUNK));
                    receiver.sent().forEach(it -> credited.add(it.call()));
                    unused++;
                }
            }
        }
        assertThat(unused * 2 * CHUNK).isGreaterThan(Gatherings.ROOM);
        assertThat(credited).isEmpty();
        assertThat(receiver.session.isClosed()).isFalse();

        receiver.hears(frame(FrameKind.CHUNK, 1, MORE, CHUNK), frame(FrameKind.CHUNK, 1, MORE, CHUNK));
        assertThat(receiver.sentWords()).as("the oldest").containsExactly("WINDOW 1");
    }

    @Test
    void roomThatBecomesFree_isGivenToThoseThatWait() {
        Party receiver = Party.open(Side.INSTANCE, MANY);
        receiver.hears(frame(FrameKind.CALL, 1, MORE, 0), frame(FrameKind.CALL, 3, MORE, 0));
        for (int i = 0; i < Gatherings.ROOM / CHUNK; i++) {
            receiver.hears(frame(FrameKind.CHUNK, 3, MORE, CHUNK));
        }
        assertThat(receiver.sent()).hasSize(Gatherings.ROOM / CHUNK / 2);
        receiver.hears(frame(FrameKind.CALL, 5, MORE, CHUNK), frame(FrameKind.CHUNK, 5, MORE, CHUNK));
        assertThat(receiver.sent()).isEmpty();
        receiver.hears(frame(FrameKind.CHUNK, 3, 0, 1));

        assertThat(receiver.sentWords()).containsExactly("WINDOW 5");
        receiver.hears(frame(FrameKind.CANCEL, 1), frame(FrameKind.CANCEL, 5));
        assertThat(receiver.session.gathering()).isZero();
    }
}
