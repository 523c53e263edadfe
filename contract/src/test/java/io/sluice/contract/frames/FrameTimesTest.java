package io.sluice.contract.frames;

import static io.sluice.contract.frames.FrameFormat.MORE;
import static io.sluice.contract.frames.Frames.frame;
import static io.sluice.contract.frames.Party.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.frames.FrameSession.Side;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Deadlines, signs of life, and that no turn which is needed is missed. */
final class FrameTimesTest {

    private static final int CHUNK = FrameFormat.MAX_PAYLOAD;
    private static final byte[] NOTHING = {};

    private final Party runtime = Party.open(Side.RUNTIME);
    private final Party instance = Party.open(Side.INSTANCE);

    private static byte[] call(long id, int flags, int payload, long timeout) {
        return frame(FrameKind.CALL, id, flags, payload, head -> head.number(Field.TIMEOUT, timeout));
    }

    // Hello

    @Test
    void otherSideThatSaysNoHello_isLeft() {
        Party party = new Party(Side.RUNTIME);
        party.waits(4999);
        assertThat(party.told).isEmpty();
        party.waits(1);

        assertThat(party.told).containsExactly("closed: no HELLO within 5000 ms");
    }

    @Test
    void turnThatComesEarly_asksForTheNext() {
        Party party = new Party(Side.INSTANCE);
        party.now = 4000 * MILLI;
        party.turn();

        assertThat(party.wakeAt).isEqualTo(5000 * MILLI);
    }

    // Deadlines

    @Test
    void deadline_endsTheCall_andCancelsIt() {
        runtime.calls(NOTHING, 50 * MILLI);
        runtime.sent();
        runtime.waits(49);
        assertThat(runtime.told).isEmpty();
        runtime.waits(1);

        assertThat(runtime.told).containsExactly("too late 1");
        assertThat(runtime.sentWords()).containsExactly("CANCEL 1");
        runtime.hears(frame(FrameKind.FAILURE, 1));
        assertThat(runtime.told).hasSize(1);
        assertThat(runtime.session.inProgress()).isZero();
    }

    @Test
    void earlierDeadline_ofALaterCall_isKept() {
        runtime.calls(NOTHING, 900 * MILLI);
        runtime.calls(NOTHING, 300 * MILLI);
        runtime.calls(NOTHING, 600 * MILLI);
        for (int waited = 100; waited <= 900; waited += 100) {
            runtime.waits(100);
            assertThat(runtime.told).hasSize(waited / 300);
        }

        assertThat(runtime.told).containsExactly("too late 3", "too late 5", "too late 1");
    }

    @Test
    void callWithoutADeadline_isNeverLate() {
        Party party = Party.open(
                Side.INSTANCE, new SessionLimits(10, 3, Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(1)));
        party.calls(NOTHING, Long.MAX_VALUE);
        party.waits(10_000);
        assertThat(party.wakeAt).isEqualTo(Long.MAX_VALUE);
        party.now = Long.MAX_VALUE - 1;
        party.turn();

        assertThat(party.told).isEmpty();
    }

    @Test
    void deadlineThatHasPassed_isLateAtTheNextTurn() {
        runtime.waits(1000);
        runtime.calls(NOTHING, 5 * MILLI);
        assertThat(runtime.told).isEmpty();
        runtime.waits(0);

        assertThat(runtime.told).containsExactly("too late 1");
    }

    @Test
    void clockBelowZero_isAClock() {
        Party party = Party.open(Side.RUNTIME);
        party.now = -1_000_000 * MILLI;
        party.calls(NOTHING, party.now + 5 * MILLI);
        party.waits(4);
        assertThat(party.told).isEmpty();
        party.waits(1);

        assertThat(party.told).containsExactly("too late 1");
    }

    @Test
    void timeOfACall_thatIsOver_isToldToItsHandlerOnce_whichStillOwesAnAnswer() {
        instance.hears(call(1, 0, 1, 20));
        instance.waits(19);
        assertThat(instance.told).containsExactly("called 1");
        instance.waits(1000);

        assertThat(instance.told).containsExactly("called 1", "late 1");
        instance.answers(1, 2);
        assertThat(instance.sentWords()).containsExactly("RESULT 1 2 bytes");
        assertThat(instance.session.inProgress()).isZero();
    }

    @Test
    void timeOfACall_thatIsAnswered_isNotToldOf() {
        instance.hears(call(1, 0, 1, 20));
        instance.answers(1, 2);
        instance.waits(100);

        assertThat(instance.told).containsExactly("called 1");
    }

    @Test
    void timeThatIsLongerThanTimesAre_isNone() {
        instance.hears(call(1, 0, 1, 1L << 31), call(3, 0, 1, Long.MAX_VALUE), call(5, 0, 1, Integer.MAX_VALUE));

        assertThat(instance.theirs(1).deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(instance.theirs(3).deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(instance.theirs(5).deadline()).isEqualTo(Integer.MAX_VALUE * MILLI);
    }

    @Test
    void request_thatIsStillArrivingWhenItsTimeIsOver_isAnswered_andTheRestIsDropped() {
        instance.hears(call(1, MORE, 5, 20));
        instance.waits(20);

        assertThat(instance.sent()).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(FrameKind.FAILURE);
            assertThat(failure.fields().text(Field.REASON))
                    .isEqualTo("the time for the call was over before all of it had come");
        });
        assertThat(instance.told).isEmpty();
        assertThat(instance.session.gathering()).isZero();
        instance.hears(frame(FrameKind.CHUNK, 1, MORE, 5), frame(FrameKind.CHUNK, 1, 0, 5));
        assertThat(instance.told).isEmpty();
        assertThat(instance.session.inProgress()).isZero();
    }

    @Test
    void request_thatWasLate_endsWithItsCancellationToo() {
        instance.hears(call(1, MORE, 5, 20));
        instance.waits(20);
        instance.hears(frame(FrameKind.CANCEL, 1));

        assertThat(instance.told).isEmpty();
        assertThat(instance.session.inProgress()).isZero();
    }

    @Test
    void failureInAHandlerOfLateCalls_keepsNoOtherFromBeingLate() {
        Party party = Party.open(Side.INSTANCE);
        party.hears(call(1, 0, 0, 20), call(3, 0, 0, 20));
        FrameCall own = party.calls(NOTHING, 20 * MILLI);
        party.waits(20);

        assertThat(party.told)
                .contains("late 1", "late 3", "too late " + own.id())
                .hasSize(5);
    }

    // Answers that nobody takes

    @Test
    void answer_ofWhichNothingIsTaken_isBrokenOff() {
        instance.now = 1_000_000 * MILLI;
        instance.hears(frame(FrameKind.CALL, 1));
        instance.now += 100_000 * MILLI;
        instance.answers(1, 10 * CHUNK);
        instance.sent();
        instance.waits(29_999);
        assertThat(instance.sent()).isEmpty();
        instance.hears(frame(FrameKind.WINDOW, 1, head -> head.number(Field.CREDIT, 1)));
        instance.waits(29_999);
        assertThat(instance.sentWords()).containsExactly("CHUNK 1 more 1 bytes");
        instance.waits(1);

        assertThat(instance.sentWords()).containsExactly("CHUNK 1 abort");
        assertThat(instance.told)
                .containsExactly(
                        "called 1", "stray: nothing was taken of the answer to call 1 for 30 s; the rest was dropped");
        assertThat(instance.session.inProgress()).isZero();
    }

    // Signs of life

    @Test
    void otherSideThatOwesAnAnswerAndSaysNothing_isAsked_andIsLost() {
        runtime.calls(NOTHING, Long.MAX_VALUE);
        runtime.sent();
        runtime.waits(4999);
        assertThat(runtime.sent()).isEmpty();
        runtime.waits(1);
        assertThat(runtime.sentWords()).containsExactly("PING 0");
        runtime.waits(10_099);
        assertThat(runtime.told).isEmpty();
        runtime.waits(1);

        String reason = "it hangs: no sign of life within 10000 ms after it was asked for one";
        assertThat(runtime.told).containsExactly("closed: " + reason, "lost 1: " + reason);
    }

    @Test
    void otherSideThatAnswersItsPings_mayTakeItsTime() {
        runtime.calls(NOTHING, Long.MAX_VALUE);
        runtime.sent();
        for (int i = 0; i < 20; i++) {
            runtime.waits(5000);
            assertThat(runtime.sentWords()).containsExactly("PING 0");
            runtime.waits(9000);
            runtime.hears(frame(FrameKind.PONG, 0));
        }

        assertThat(runtime.told).isEmpty();
    }

    @Test
    void pongThatWasThere_whileThisSideStoodStill_isASignOfLife() {
        runtime.calls(NOTHING, Long.MAX_VALUE);
        runtime.waits(5000);
        runtime.now += 60_000 * MILLI; // A long pause; then the turn comes before the bytes.
        runtime.turn();
        runtime.hears(frame(FrameKind.PONG, 0));
        runtime.waits(4000);

        assertThat(runtime.told).isEmpty();
    }

    @Test
    void otherSideThatOwesNothing_isNotAsked() {
        runtime.calls(NOTHING, Long.MAX_VALUE);
        runtime.hears(frame(FrameKind.RESULT, 1), frame(FrameKind.CALL, 2));
        runtime.sent();
        runtime.waits(100_000);
        assertThat(runtime.sent()).isEmpty();

        runtime.calls(NOTHING, Long.MAX_VALUE);
        runtime.sent();
        runtime.waits(4999);
        assertThat(runtime.sent()).isEmpty();
        runtime.waits(1);
        assertThat(runtime.sentWords()).containsExactly("PING 0");
    }

    @Test
    void ping_isAnsweredByAPongOfItsNumber() {
        instance.hears(frame(FrameKind.PING, 0), frame(FrameKind.PING, 77));

        assertThat(instance.sentWords()).containsExactly("PONG 0", "PONG 77");
    }
}
