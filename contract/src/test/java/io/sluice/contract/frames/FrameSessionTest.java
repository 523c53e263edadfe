package io.sluice.contract.frames;

import static io.sluice.contract.frames.FrameFormat.ABORT;
import static io.sluice.contract.frames.FrameFormat.MORE;
import static io.sluice.contract.frames.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contract.frames.FrameSession.Side;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call's life, on either side. */
final class FrameSessionTest {

    private static final int CHUNK = FrameFormat.MAX_PAYLOAD;

    private final Party runtime = Party.open(Side.RUNTIME);
    private final Party instance = Party.open(Side.INSTANCE);

    // Greeting

    @Test
    void runtime_saysHelloFirst_andTheInstanceAnswers() {
        Party first = new Party(Side.RUNTIME);
        Party second = new Party(Side.INSTANCE);
        assertThat(second.sent()).isEmpty();

        second.hears(first.takeBytes());
        assertThat(second.told).containsExactly("ready");
        first.hears(second.takeBytes());

        assertThat(first.told).containsExactly("ready");
        assertThat(first.session.takesCalls()).isTrue();
        assertThat(first.sent()).isEmpty();
    }

    @Test
    void noCall_isTakenBeforeBothSaidHello() {
        Party first = new Party(Side.RUNTIME);

        assertThat(first.session.takesCalls()).isFalse();
        assertThatThrownBy(() -> first.calls(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hello_ofWhoSpeaksLaterVersionsToo_isTaken() {
        Party party = new Party(Side.INSTANCE);
        party.hears(frame(
                FrameKind.HELLO, 0, head -> head.number(Field.FIRST_VERSION, 0).number(Field.LAST_VERSION, 9)));

        assertThat(party.told).containsExactly("ready");
    }

    @Test
    void moreCallsThanTheOtherSideTakes_areNotMade() {
        for (int i = 0; i < 100; i++) {
            assertThat(runtime.session.takesCalls()).isTrue();
            runtime.calls(1);
        }
        assertThat(runtime.session.takesCalls()).isFalse();

        runtime.hears(frame(FrameKind.RESULT, 7));
        assertThat(runtime.session.takesCalls()).isTrue();
    }

    // The caller's side

    @Test
    void call_isOneFrame_andItsResultEndsIt() {
        FrameCall call = runtime.calls(5);

        assertThat(runtime.sentWords()).containsExactly("CALL 1 5 bytes");
        assertThat(runtime.session.find(1)).isSameAs(call);
        runtime.hears(frame(FrameKind.RESULT, 1, 0, 7));

        assertThat(runtime.told).containsExactly("result 1 of 7");
        assertThat(runtime.session.inProgress()).isZero();
        assertThat(runtime.session.find(1)).isNull();
    }

    @Test
    void failure_endsTheCall() {
        runtime.calls(0);
        runtime.hears(frame(FrameKind.FAILURE, 1, 0, 3));

        assertThat(runtime.told).containsExactly("failure 1 of 3");
        assertThat(runtime.session.inProgress()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void ids_areTwoApart_oddOnesAreTheRuntimes(Side side) {
        Party party = Party.open(side);

        assertThat(List.of(
                        party.calls(0).id(), party.calls(0).id(), party.calls(0).id()))
                .isEqualTo(side == Side.RUNTIME ? List.of(1L, 3L, 5L) : List.of(2L, 4L, 6L));
    }

    @Test
    void answers_comeInAnyOrder() {
        runtime.calls(0);
        runtime.calls(0);
        runtime.hears(frame(FrameKind.RESULT, 3, 0, 2), frame(FrameKind.FAILURE, 1, 0, 1));

        assertThat(runtime.told).containsExactly("result 3 of 2", "failure 1 of 1");
    }

    @Test
    void call_whoseHeadIsTooLong_isNotMade() {
        FrameListener listener = new ListenerStub() {
            @Override
            public void writeHead(FrameWriter head) {
                head.text(Field.BAGGAGE, "b".repeat(70_000));
            }
        };

        assertThatThrownBy(() -> runtime.session.call(listener, ByteBuffer.allocate(1), Long.MAX_VALUE, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(runtime.session.inProgress()).isZero();
        assertThat(runtime.calls(1).id()).isEqualTo(1);
        assertThat(runtime.sentWords()).containsExactly("CALL 1 1 bytes");
    }

    @Test
    void payload_thatWasSent_canBeSentAgain() {
        ByteBuffer payload = ByteBuffer.wrap(new byte[10]).position(3);
        runtime.session.call(new ListenerStub(), payload, Long.MAX_VALUE, 0);
        runtime.session.call(new ListenerStub(), payload, Long.MAX_VALUE, 0);

        assertThat(runtime.sentWords()).containsExactly("CALL 1 7 bytes", "CALL 3 7 bytes");
    }

    @Test
    void largePayload_goesInChunks_asFarAsThereIsCredit() {
        runtime.calls(6 * CHUNK + 1);
        assertThat(runtime.sentWords())
                .containsExactly(
                        "CALL 1 more 65536 bytes",
                        "CHUNK 1 more 65536 bytes",
                        "CHUNK 1 more 65536 bytes",
                        "CHUNK 1 more 65536 bytes");

        runtime.hears(credit(1, CHUNK + 5));
        assertThat(runtime.sentWords()).containsExactly("CHUNK 1 more 65536 bytes", "CHUNK 1 more 5 bytes");
        runtime.hears(credit(1, 1_000_000));
        assertThat(runtime.sentWords()).containsExactly("CHUNK 1 65532 bytes");
        runtime.hears(credit(1, 1_000_000));
        assertThat(runtime.sent()).isEmpty();
    }

    private static byte[] credit(long call, long bytes) {
        return frame(FrameKind.WINDOW, call, head -> head.number(Field.CREDIT, bytes));
    }

    @Test
    void answer_thatComesBeforeAllWasSent_endsTheSending() {
        runtime.calls(6 * CHUNK);
        runtime.sent();
        runtime.hears(frame(FrameKind.FAILURE, 1, 0, 1));

        assertThat(runtime.sentWords()).containsExactly("CHUNK 1 abort");
        assertThat(runtime.told).containsExactly("failure 1 of 1");
        assertThat(runtime.session.inProgress()).isZero();
    }

    @Test
    void answer_inPieces_isPutTogether() {
        runtime.calls(0);
        byte[] last = frame(FrameKind.CHUNK, 1, 0, 2);
        last[last.length - 1] = 42;
        runtime.hears(
                frame(FrameKind.RESULT, 1, MORE, 0),
                frame(FrameKind.CHUNK, 1, MORE, 3),
                frame(FrameKind.PONG, 0),
                last);

        assertThat(runtime.told).containsExactly("result 1 of 5");
        assertThat(runtime.payloads.get(1L)).containsExactly(0, 0, 0, 0, 42);
        assertThat(runtime.session.gathering()).isZero();
        assertThat(runtime.session.inProgress()).isZero();
    }

    @Test
    void pieces_areGivenCredit_whenHalfOfTheWindowHasCome() {
        runtime.calls(0);
        runtime.sent();
        runtime.hears(frame(FrameKind.RESULT, 1, MORE, CHUNK));
        assertThat(runtime.sent()).isEmpty();
        runtime.hears(frame(FrameKind.CHUNK, 1, MORE, CHUNK));

        assertThat(runtime.sent()).singleElement().satisfies(window -> {
            assertThat(window.kind()).isEqualTo(FrameKind.WINDOW);
            assertThat(window.call()).isEqualTo(1);
            assertThat(window.fields().number(Field.CREDIT, 0)).isEqualTo(2 * CHUNK);
        });
    }

    @Test
    void answer_thatIsBrokenOff_isLost_andNoOtherCallIs() {
        runtime.calls(0);
        runtime.calls(0);
        runtime.hears(
                frame(FrameKind.RESULT, 1, MORE, 5),
                frame(FrameKind.CHUNK, 1, ABORT, 0),
                frame(FrameKind.RESULT, 3, 0, 1));

        assertThat(runtime.told).containsExactly("lost 1: its answer was broken off", "result 3 of 1");
        assertThat(runtime.session.inProgress()).isZero();
    }

    @Test
    void answer_thatIsTooLarge_endsItsCall() {
        Party small = Party.open(Side.RUNTIME, SessionLimits.of(10, 1));
        small.calls(0);
        small.hears(frame(FrameKind.RESULT, 1, 0, 11));

        assertThat(small.told).containsExactly("too large 1");
        assertThat(small.session.inProgress()).isZero();
    }

    @Test
    void answerInPieces_thatIsTooLarge_isCancelled() {
        Party small = Party.open(Side.RUNTIME, SessionLimits.of(10, 1));
        small.calls(0);
        small.sent();
        small.hears(frame(FrameKind.RESULT, 1, MORE, 6), frame(FrameKind.CHUNK, 1, MORE, 5));

        assertThat(small.told).containsExactly("too large 1");
        assertThat(small.sentWords()).containsExactly("CANCEL 1");
        small.hears(frame(FrameKind.CHUNK, 1, MORE, 5), frame(FrameKind.CHUNK, 1, ABORT, 0));
        assertThat(small.told).hasSize(1);
        assertThat(small.session.inProgress()).isZero();
    }

    // Cancellation

    @Test
    void cancelledCall_isToldNothing_andEndsWithItsAnswer() {
        FrameCall call = runtime.calls(1);
        runtime.sent();
        call.cancel();
        call.cancel();

        assertThat(runtime.sentWords()).containsExactly("CANCEL 1");
        assertThat(call.isCancelled()).isTrue();
        assertThat(runtime.session.inProgress()).isOne();
        runtime.hears(frame(FrameKind.RESULT, 1, 0, 5));
        assertThat(runtime.told).isEmpty();
        assertThat(runtime.session.inProgress()).isZero();
        call.cancel();
        assertThat(runtime.sent()).isEmpty();
    }

    @Test
    void cancelledCall_takesNoMoreOfItsAnswer() {
        FrameCall call = runtime.calls(1);
        runtime.hears(frame(FrameKind.RESULT, 1, MORE, CHUNK));
        call.cancel();
        assertThat(runtime.session.gathering()).isZero();
        runtime.sent();
        runtime.hears(
                frame(FrameKind.CHUNK, 1, MORE, CHUNK),
                frame(FrameKind.CHUNK, 1, MORE, CHUNK),
                frame(FrameKind.CHUNK, 1, ABORT, 0));

        assertThat(runtime.sent()).isEmpty();
        assertThat(runtime.told).isEmpty();
        assertThat(runtime.session.inProgress()).isZero();
    }

    @Test
    void cancelledCall_sendsNoMoreOfItsPayload() {
        FrameCall call = runtime.calls(6 * CHUNK);
        runtime.sent();
        call.cancel();
        runtime.hears(credit(1, 1_000_000));

        assertThat(runtime.sentWords()).containsExactly("CANCEL 1");
    }

    @Test
    void call_isCancelledByWhoCalled() {
        instance.hears(frame(FrameKind.CALL, 1));

        assertThatThrownBy(() -> instance.theirs(1).cancel())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("call 1 is cancelled by the side that called; answer it");
    }

    @Test
    void cancellation_isToldToTheCalledSide_whichStillOwesAnAnswer() {
        instance.hears(frame(FrameKind.CALL, 1), frame(FrameKind.CANCEL, 1), frame(FrameKind.CANCEL, 1));

        assertThat(instance.told).containsExactly("called 1", "cancelled 1");
        assertThat(instance.session.inProgress()).isOne();
        instance.answers(1, 9);
        assertThat(instance.sentWords()).containsExactly("FAILURE 1");
        assertThat(instance.session.inProgress()).isZero();
    }

    @Test
    void cancellation_ofACallWhoseAnswerLeaves_endsTheAnswer() {
        instance.hears(frame(FrameKind.CALL, 1));
        instance.answers(1, 6 * CHUNK);
        instance.sent();
        instance.hears(frame(FrameKind.CANCEL, 1));

        assertThat(instance.sentWords()).containsExactly("CHUNK 1 abort");
        assertThat(instance.told).containsExactly("called 1");
        assertThat(instance.session.inProgress()).isZero();
    }

    @Test
    void cancellation_ofACallThatIsStillArriving_isAnsweredAtOnce_andNobodyIsTold() {
        instance.hears(frame(FrameKind.CALL, 1, MORE, 5), frame(FrameKind.CANCEL, 1));

        assertThat(instance.told).isEmpty();
        assertThat(instance.sentWords()).containsExactly("FAILURE 1");
        assertThat(instance.session.inProgress()).isZero();
        assertThat(instance.session.gathering()).isZero();
    }

    @Test
    void cancellation_thatCrossesTheAnswer_isNoFault() {
        instance.hears(frame(FrameKind.CALL, 1));
        instance.answers(1, 0);
        instance.hears(frame(FrameKind.CANCEL, 1), credit(1, 5));

        assertThat(instance.told).containsExactly("called 1");
    }

    // The called side

    @Test
    void request_inPieces_isDeliveredWhole() {
        instance.hears(frame(FrameKind.CALL, 1, MORE, CHUNK));
        assertThat(instance.told).isEmpty();
        instance.hears(frame(FrameKind.CHUNK, 1, MORE, CHUNK), frame(FrameKind.CHUNK, 1, 0, 0));

        assertThat(instance.told).containsExactly("called 1");
        assertThat(instance.payloads.get(1L)).hasSize(2 * CHUNK);
    }

    @Test
    void request_thatIsBrokenOff_isAnsweredAtOnce_andNobodyIsTold() {
        instance.hears(frame(FrameKind.CALL, 1, MORE, 5), frame(FrameKind.CHUNK, 1, ABORT, 0));

        assertThat(instance.told).isEmpty();
        assertThat(instance.sentWords()).containsExactly("FAILURE 1");
        assertThat(instance.session.inProgress()).isZero();
    }

    @Test
    void request_thatIsTooLarge_isToldOfWithItsHead_andMayBeAnsweredAtOnce() {
        Party small = Party.open(Side.INSTANCE, SessionLimits.of(10, 1));
        small.onCall = call -> call.failure(head -> {}, ByteBuffer.allocate(2));
        small.hears(frame(FrameKind.CALL, 1, MORE, 6), frame(FrameKind.CHUNK, 1, MORE, 5));

        assertThat(small.told).containsExactly("called too large 1");
        assertThat(small.sentWords()).containsExactly("FAILURE 1 2 bytes");
        assertThat(small.session.inProgress()).isOne();
        small.hears(frame(FrameKind.CHUNK, 1, MORE, 5), frame(FrameKind.CHUNK, 1, ABORT, 0));
        assertThat(small.session.inProgress()).isZero();
    }

    @Test
    void answer_inTheMiddleOfAnotherCallsPieces_goesBetweenThem() {
        instance.hears(frame(FrameKind.CALL, 1), frame(FrameKind.CALL, 3));
        instance.answers(1, 6 * CHUNK);
        instance.answers(3, 1);
        instance.sent();
        instance.hears(credit(1, 6 * CHUNK));

        assertThat(instance.sentWords()).containsExactly("CHUNK 1 more 65536 bytes", "CHUNK 1 65536 bytes");
        assertThat(instance.session.inProgress()).isZero();
    }

    @Test
    void answer_isGivenOnce() {
        instance.hears(frame(FrameKind.CALL, 1));
        instance.answers(1, 0);

        assertThatThrownBy(() -> instance.answers(1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("call 1 is answered once, by the side that was called");
        FrameCall own = instance.calls(1);
        assertThatThrownBy(() -> own.failure(head -> {}, ByteBuffer.allocate(0)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void answer_whoseHeadIsTooLong_isNotGiven_andStillOwed() {
        instance.hears(frame(FrameKind.CALL, 1));
        FrameCall call = instance.theirs(1);
        assertThatThrownBy(
                        () -> call.result(head -> head.text(Field.REASON, "r".repeat(70_000)), ByteBuffer.allocate(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(instance.sent()).isEmpty();

        call.failure(head -> head.text(Field.REASON, "too long"), ByteBuffer.allocate(0));
        assertThat(instance.sentWords()).containsExactly("FAILURE 1");
        assertThat(instance.session.inProgress()).isZero();
    }

    @Test
    void nestedCall_goesTheOtherWay_onTheSameConnection() {
        instance.hears(frame(FrameKind.CALL, 1));
        instance.calls(3);
        assertThat(instance.sentWords()).containsExactly("CALL 2 3 bytes");
        instance.hears(frame(FrameKind.RESULT, 2, 0, 4));
        instance.answers(1, 5);

        assertThat(instance.told).containsExactly("called 1", "result 2 of 4");
        assertThat(instance.sentWords()).containsExactly("RESULT 1 5 bytes");
    }

    // Reentrancy and mishaps

    @Test
    void handler_mayCallAndAnswerAndCancelAndFail() {
        Party party = Party.open(Side.INSTANCE);
        party.onCall = call -> {
            if (call.id() == 1) {
                party.calls(1).cancel();
                call.result(head -> {}, ByteBuffer.allocate(1));
            } else {
                party.session.fail("enough");
            }
        };
        party.hears(frame(FrameKind.CALL, 1), frame(FrameKind.CALL, 3), frame(FrameKind.CALL, 5));

        assertThat(party.sentWords()).containsExactly("CALL 2 1 bytes", "CANCEL 2", "RESULT 1 1 bytes", "GOODBYE 0");
        assertThat(party.told).containsExactly("called 1", "called 3", "closed: enough", "cancelled 3");
    }

    @Test
    void handlerThatThrows_keepsNothingFromBeingHandled_andItComesOut() {
        Party party = Party.open(Side.INSTANCE);
        party.onCall = call -> {
            throw new IllegalStateException("call " + call.id());
        };

        assertThatThrownBy(
                        () -> party.hears(frame(FrameKind.CALL, 1), frame(FrameKind.CALL, 3), frame(FrameKind.PING, 9)))
                .hasMessage("call 1")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
        assertThat(party.sentWords()).containsExactly("PONG 9");
        party.answers(1, 1);
        assertThat(party.sentWords()).containsExactly("RESULT 1 1 bytes");
        party.hears(frame(FrameKind.CANCEL, 3));
        assertThat(party.told).containsExactly("called 1", "called 3", "cancelled 3");
    }

    @Test
    void listenerThatThrows_keepsNoOtherFromBeingTold() {
        for (int i = 0; i < 3; i++) {
            runtime.session.call(
                    new ListenerStub() {
                        @Override
                        public void lost(String reason) {
                            throw new IllegalStateException(reason);
                        }
                    },
                    ByteBuffer.allocate(0),
                    Long.MAX_VALUE,
                    0);
            runtime.calls(0);
        }

        assertThatThrownBy(runtime.session::ended).hasMessage("the connection was closed");
        assertThat(runtime.told)
                .hasSize(4)
                .contains("lost 3: the connection was closed", "lost 7: the connection was closed")
                .startsWith("closed: the connection was closed");
    }

    @Test
    void errorOnThisSide_endsTheSession_asTheBytesAreLost() {
        Party party = Party.open(Side.INSTANCE);
        party.onCall = call -> {
            throw new OutOfMemoryError("no more");
        };

        assertThatThrownBy(() -> party.hears(frame(FrameKind.CALL, 1), frame(FrameKind.CALL, 3)))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(party.told).contains("closed: an error on this side: java.lang.OutOfMemoryError: no more");
    }

    // The end of the connection

    @Test
    void endOfTheConnection_losesWhatIsInProgress_once() {
        runtime.calls(1);
        runtime.calls(1).cancel();
        runtime.hears(frame(FrameKind.CALL, 2), frame(FrameKind.CALL, 4, MORE, 3));
        runtime.session.ended();
        runtime.session.ended();
        runtime.session.fail("late");
        runtime.session.leave("late");
        runtime.session.writable();
        runtime.turn();
        runtime.hears(frame(FrameKind.RESULT, 1));

        assertThat(runtime.told)
                .containsExactlyInAnyOrder(
                        "called 2",
                        "lost 1: the connection was closed",
                        "cancelled 2",
                        "closed: the connection was closed")
                .startsWith("called 2", "closed: the connection was closed");
        assertThat(runtime.session.isClosed()).isTrue();
        assertThat(runtime.session.inProgress()).isZero();
        assertThat(runtime.session.gathering()).isZero();
        assertThat(runtime.wakeAt).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void callsOfASessionThatIsOver_canStillBeAnsweredAndCancelled() {
        FrameCall own = runtime.calls(1);
        runtime.hears(frame(FrameKind.CALL, 2));
        runtime.sent();
        runtime.session.ended();
        own.cancel();
        runtime.answers(2, 1);

        assertThat(runtime.sent()).isEmpty();
        assertThat(runtime.session.takesCalls()).isFalse();
        assertThat(runtime.session).hasToString("RUNTIME CLOSED, 0 calls in progress");
    }

    @Test
    void connectionThatFailsInTheMiddleOfAWrite_losesTheCall_once() {
        Party party = Party.open(Side.RUNTIME);
        party.onWrite = party.session::ended;
        party.calls(6 * CHUNK);

        assertThat(party.told)
                .containsExactly("closed: the connection was closed", "lost 0: the connection was closed");
        assertThat(party.session.inProgress()).isZero();
    }

    /** Is told nothing that matters. */
    private static class ListenerStub implements FrameListener {

        @Override
        public void writeHead(FrameWriter head) {}

        @Override
        public void result(Fields head, byte[] payload) {}

        @Override
        public void failure(Fields head, byte[] payload) {}

        @Override
        public void late() {}

        @Override
        public void tooLarge() {}

        @Override
        public void lost(String reason) {}
    }
}
