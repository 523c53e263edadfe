package io.sluice.contract.frames;

import static io.sluice.contract.frames.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.frames.FrameSession.Side;
import org.junit.jupiter.api.Test;

/** How a session ends in good order. */
final class FramePartingTest {

    private static final byte[] GOODBYE =
            frame(FrameKind.GOODBYE, 0, head -> head.text(Field.REASON, "being\u0000\nstopped"));

    private final Party runtime = Party.open(Side.RUNTIME);
    private final Party instance = Party.open(Side.INSTANCE);

    private static void settle(Party first, Party second) {
        for (int i = 0; i < 10; i++) {
            carry(first, second);
            carry(second, first);
        }
    }

    private static void carry(Party from, Party to) {
        byte[] bytes = from.takeBytes();
        if (!to.hungUp) {
            to.hears(bytes);
            if (from.hungUp) {
                to.session.ended();
            }
        }
    }

    @Test
    void whoLeaves_saysGoodbye_andGoesWhenAllIsOver() {
        instance.hears(frame(FrameKind.CALL, 1));
        instance.session.leave("stopped");
        instance.session.leave("again");
        assertThat(instance.sentWords()).containsExactly("GOODBYE 0", "PING 1");

        instance.hears(frame(FrameKind.CALL, 3), frame(FrameKind.PONG, 1));
        instance.answers(1, 0);
        instance.waits(0);
        assertThat(instance.hungUp).isFalse();
        instance.answers(3, 0);
        assertThat(instance.told).containsExactly("called 1", "called 3");
        instance.waits(0);

        assertThat(instance.hungUp).isTrue();
        assertThat(instance.told).endsWith("closed: this side has left: stopped");
        assertThat(instance.sentWords()).containsExactly("RESULT 1", "RESULT 3");
    }

    @Test
    void whoLeaves_mayStillCall_forWhatIsInProgress() {
        instance.hears(frame(FrameKind.CALL, 1));
        instance.session.leave("stopped");
        instance.hears(frame(FrameKind.PONG, 1));
        instance.calls(1);
        instance.answers(1, 0);
        instance.waits(0);
        assertThat(instance.hungUp).isFalse();
        instance.hears(frame(FrameKind.RESULT, 2, 0, 3));

        assertThat(instance.told).containsExactly("called 1", "result 2 of 3", "closed: this side has left: stopped");
    }

    @Test
    void goodbye_isToldOnce_andNoCallIsMadeAfterIt() {
        runtime.calls(0);
        runtime.hears(GOODBYE, GOODBYE);

        assertThat(runtime.told).containsExactly("leaving: being  stopped");
        assertThat(runtime.session.takesCalls()).isFalse();
        runtime.hears(frame(FrameKind.RESULT, 1, 0, 2));
        runtime.session.ended();
        assertThat(runtime.told)
                .containsExactly(
                        "leaving: being  stopped",
                        "result 1 of 2",
                        "closed: the connection was closed: being  stopped");
    }

    @Test
    void callsThatAreLost_sayWhyTheOtherSideWent() {
        runtime.calls(0);
        instance.session.fail("the disk is full");
        settle(runtime, instance);

        assertThat(runtime.told).contains("lost 1: the connection was closed: the disk is full");
    }

    @Test
    void both_mayLeaveAtOnce() {
        runtime.calls(1);
        settle(runtime, instance);
        runtime.session.leave("one");
        instance.session.leave("two");
        settle(runtime, instance);
        assertThat(runtime.told).containsExactly("leaving: two");
        instance.answers(1, 4);
        settle(runtime, instance);
        instance.waits(0);
        settle(runtime, instance);

        assertThat(runtime.told).containsExactly("leaving: two", "result 1 of 4", "closed: this side has left: one");
        assertThat(instance.told).startsWith("called 1", "leaving: one").hasSize(3);
        assertThat(instance.hungUp).isTrue();
    }

    @Test
    void goodbyeThatIsNotAnswered_endsTheConnection() {
        runtime.waits(100_000);
        runtime.session.leave("stopped");
        runtime.waits(9999);
        assertThat(runtime.told).isEmpty();
        runtime.waits(1);

        assertThat(runtime.told).containsExactly("closed: it did not answer the goodbye within 10000 ms");
    }

    @Test
    void callAfterTheGoodbyeWasHeard_endsTheConnection() {
        instance.hears(frame(FrameKind.CALL, 1));
        instance.session.leave("stopped");
        instance.hears(frame(FrameKind.PONG, 1), frame(FrameKind.CALL, 3));

        assertThat(instance.told)
                .containsExactly("called 1", "closed: call 3 was made after the goodbye had been heard", "cancelled 1");
    }

    @Test
    void whoLeavesBeforeTheGreetingIsOver_goesAtItsNextTurn() {
        Party party = new Party(Side.RUNTIME);
        party.session.leave("stopped");
        assertThat(party.told).isEmpty();
        party.waits(0);

        assertThat(party.told).containsExactly("closed: stopped");
        assertThat(party.sentWords()).containsExactly("HELLO 0", "GOODBYE 0");
    }

    @Test
    void whoLeavesBeforeTheGreetingIsOver_goesWhenItIs() {
        Party party = new Party(Side.INSTANCE);
        party.session.leave("stopped");
        party.hears(Frames.hello());

        assertThat(party.told).containsExactly("closed: stopped");
    }

    @Test
    void reason_isClippedAndOnOneLine() {
        runtime.hears(frame(FrameKind.GOODBYE, 0, head -> head.text(Field.REASON, "x\r\n".repeat(10_000))));
        instance.session.fail("y".repeat(5000));

        assertThat(runtime.told).singleElement().satisfies(it -> assertThat(it)
                .hasSize("leaving: ".length() + 1000)
                .doesNotContain("\n"));
        assertThat(instance.sent().getFirst().fields().text(Field.REASON)).hasSize(1000);
    }

    @Test
    void goodbyeWithoutAReason_isOne() {
        runtime.hears(frame(FrameKind.GOODBYE, 0));

        assertThat(runtime.told).containsExactly("leaving: no reason given");
    }
}
