package io.sluice.contract.frames;

import static io.sluice.contract.frames.FrameFormat.ABORT;
import static io.sluice.contract.frames.FrameFormat.MORE;
import static io.sluice.contract.frames.Frames.frame;
import static io.sluice.contract.frames.Frames.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.frames.FrameSession.Side;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the other side may not do, and what comes of it: the rows of the table of {@code docs/frames.md}. */
final class FrameFaultsTest {

    private static final int CHUNK = FrameFormat.MAX_PAYLOAD;

    /** What ends the connection, with calls 1, 3 of this side and 2 of the other in progress. */
    static Stream<Arguments> endings() {
        return Stream.of(
                ending(
                        "length too small",
                        new byte[] {0, 0, 0, 3},
                        "a frame has 16 to 131087 bytes, the length of this one says 7"),
                ending(
                        "length too large",
                        new byte[] {-1, -1, -1, -1},
                        "a frame has 16 to 131087 bytes, the length of this one says 4294967299"),
                ending(
                        "head beyond its frame",
                        with(frame(FrameKind.CALL, 4), 7, 1),
                        "a frame of 16 bytes has a head of 1, which leaves -1 bytes of payload; 0 to 65536 are allowed"),
                ending(
                        "payload too long",
                        frame(FrameKind.CALL, 4, 0, CHUNK + 1),
                        "a frame of 65553 bytes has a head of 0, which leaves 65537 bytes of payload; 0 to 65536 are"
                                + " allowed"),
                ending(
                        "unknown kind",
                        with(frame(FrameKind.CALL, 4), 4, 11),
                        "frames of kind 11 are not of this version"),
                ending(
                        "flags",
                        frame(FrameKind.PING, 0, MORE, 0),
                        "a PING has the flags 1, which it may not have in this version"),
                ending(
                        "payload of a signal",
                        frame(FrameKind.CANCEL, 2, 0, 1),
                        "a CANCEL has no payload, this one has 1 bytes"),
                ending("empty chunk", frame(FrameKind.CHUNK, 2, MORE, 0), "a CHUNK that is not the last is empty"),
                ending(
                        "field beyond its head",
                        with(frame(FrameKind.WINDOW, 1, head -> head.number(Field.CREDIT, 1)), 18, 2),
                        "a field ends beyond its head of 4 bytes"),
                ending(
                        "unknown field",
                        with(frame(FrameKind.WINDOW, 1, head -> head.number(Field.CREDIT, 1)), 16, 99),
                        "field 99 is not one of this version"),
                ending("second hello", Frames.hello(), "a second HELLO"),
                ending(
                        "id twice",
                        frame(FrameKind.CALL, 2),
                        "a CALL has the id 2: theirs are even and rise, and the last one was 2"),
                ending(
                        "id of this side",
                        frame(FrameKind.CALL, 5),
                        "a CALL has the id 5: theirs are even and rise, and the last one was 2"),
                ending(
                        "id below zero",
                        frame(FrameKind.CALL, -2),
                        "a CALL has the id -2: theirs are even and rise, and the last one was 2"),
                ending(
                        "too many calls",
                        join(frame(FrameKind.CALL, 4), frame(FrameKind.CALL, 6), frame(FrameKind.CALL, 8)),
                        "more than 3 calls in progress"),
                ending(
                        "no credit",
                        frame(FrameKind.WINDOW, 1, head -> head.number(Field.CREDIT, 0)),
                        "a WINDOW gives a credit of 0 bytes"),
                ending("credit that is absent", frame(FrameKind.WINDOW, 1), "a WINDOW gives a credit of -1 bytes"),
                ending(
                        "credit that is too much",
                        frame(FrameKind.WINDOW, 1, head -> head.number(Field.CREDIT, 1L << 31)),
                        "a WINDOW gives a credit of 2147483648 bytes"));
    }

    private static Arguments ending(String fault, byte[] bytes, String reason) {
        return Arguments.of(fault, bytes, reason);
    }

    private static byte[] with(byte[] frame, int at, int value) {
        byte[] changed = frame.clone();
        changed[at] = (byte) value;
        return changed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void fault_endsTheConnection_andLosesWhatIsInProgressOnce(String fault, byte[] bytes, String reason) {
        Party party = Party.open(Side.RUNTIME);
        party.calls(0);
        party.calls(0);
        party.hears(frame(FrameKind.CALL, 2));
        party.sent();
        party.told.clear();

        party.hears(bytes, frame(FrameKind.RESULT, 1));

        assertThat(party.told)
                .as(fault)
                .filteredOn(it -> !it.matches("called .|cancelled [46]"))
                .containsExactlyInAnyOrder("lost 1: " + reason, "lost 3: " + reason, "cancelled 2", "closed: " + reason)
                .startsWith("closed: " + reason);
        assertThat(party.hungUp).isTrue();
        assertThat(party.sent()).last().satisfies(goodbye -> {
            assertThat(goodbye.kind()).isEqualTo(FrameKind.GOODBYE);
            assertThat(goodbye.fields().text(Field.REASON)).isEqualTo(reason);
        });
        assertThat(party.session.inProgress()).isZero();
    }

    /** What is dropped, with call 1 answered, calls 3 and (cancelled) 5 of this side and 2 of the other in progress. */
    static Stream<Arguments> strays() {
        return Stream.of(
                Arguments.of(
                        "answer twice", frame(FrameKind.RESULT, 1), "an answer came to call 1, which waits for none"),
                Arguments.of(
                        "answer to nothing",
                        frame(FrameKind.FAILURE, 99),
                        "an answer came to call 99, which waits for none"),
                Arguments.of(
                        "answer to its own",
                        frame(FrameKind.RESULT, 2),
                        "an answer came to call 2, which waits for none"),
                Arguments.of(
                        "chunk to nothing",
                        frame(FrameKind.CHUNK, 99, 0, 5),
                        "a piece of a payload came for call 99, which waits for none"),
                Arguments.of(
                        "chunk before an answer",
                        frame(FrameKind.CHUNK, 3, 0, 5),
                        "a piece of a payload came for call 3, which waits for none"),
                Arguments.of(
                        "chunk before the answer to a cancelled call",
                        frame(FrameKind.CHUNK, 5, ABORT, 0),
                        "a piece of a payload came for call 5, which waits for none"),
                Arguments.of(
                        "chunk after a whole request",
                        frame(FrameKind.CHUNK, 2, 0, 5),
                        "a piece of a payload came for call 2, which waits for none"),
                Arguments.of(
                        "credit to nothing",
                        frame(FrameKind.WINDOW, 99, head -> head.number(Field.CREDIT, 1)),
                        "credit came for call 99, which was never made"),
                Arguments.of(
                        "credit to less than nothing",
                        frame(FrameKind.WINDOW, -1, head -> head.number(Field.CREDIT, 1)),
                        "credit came for call -1, which was never made"),
                Arguments.of(
                        "cancellation of nothing",
                        frame(FrameKind.CANCEL, 98),
                        "call 98 was cancelled, which the other side has not made"),
                Arguments.of(
                        "cancellation of this side's call",
                        frame(FrameKind.CANCEL, 3),
                        "call 3 was cancelled, which the other side has not made"),
                Arguments.of("pong to nothing", frame(FrameKind.PONG, 5), "a PONG came to PING 5, which was not sent"),
                Arguments.of(
                        "last pong to nothing", frame(FrameKind.PONG, 1), "a PONG came to PING 1, which was not sent"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strays")
    void frameThatBelongsToNothing_isDropped_andNoCallNotices(String fault, byte[] bytes, String what) {
        Party party = Party.open(Side.RUNTIME);
        party.calls(0);
        party.calls(0);
        party.calls(0).cancel();
        party.hears(frame(FrameKind.RESULT, 1), frame(FrameKind.CALL, 2));
        party.told.clear();

        party.hears(bytes);

        assertThat(party.told).as(fault).containsExactly("stray: " + what);
        party.hears(frame(FrameKind.RESULT, 3, 0, 8), frame(FrameKind.RESULT, 5));
        party.answers(2, 1);
        assertThat(party.told).hasSize(2).endsWith("result 3 of 8");
        assertThat(party.session.inProgress()).isZero();
        assertThat(party.session.isClosed()).isFalse();
    }

    @Test
    void frame_thatIsCutOff_isToldApart() {
        Party party = Party.open(Side.RUNTIME);
        party.calls(0);
        byte[] half = frame(FrameKind.RESULT, 1, 0, 50);
        party.hears(Arrays.copyOf(half, 40));
        party.session.ended();

        assertThat(party.told)
                .containsExactly(
                        "closed: the connection was cut off in the middle of a frame",
                        "lost 1: the connection was cut off in the middle of a frame");
    }

    @Test
    void tooManyStrays_endTheConnection() {
        Party party = Party.open(Side.RUNTIME);
        for (int i = 0; i < FrameSession.MAX_STRAYS; i++) {
            party.hears(frame(FrameKind.RESULT, 1));
        }
        assertThat(party.session.isClosed()).isFalse();
        party.hears(frame(FrameKind.RESULT, 1));

        assertThat(party.told)
                .last()
                .isEqualTo("closed: more than 1000 frames that belong to nothing; the last: an answer came to call 1,"
                        + " which waits for none");
    }

    @Test
    void payload_beyondItsCredit_endsTheConnection() {
        Party party = Party.open(Side.INSTANCE, SessionLimits.of(10_000_000, 50));
        // The first payload uses what credit there is, so that the others get none.
        party.hears(frame(FrameKind.CALL, 1, MORE, 1));
        party.hears(frame(FrameKind.CALL, 3, MORE, CHUNK));
        for (int i = 0; i < Gatherings.ROOM / CHUNK + 3; i++) {
            party.hears(frame(FrameKind.CHUNK, 3, MORE, CHUNK));
        }
        assertThat(party.session.isClosed()).isFalse();
        party.hears(frame(FrameKind.CHUNK, 3, MORE, 7));

        assertThat(party.told)
                .last()
                .isEqualTo("closed: the payload of call 3 went on for 7 bytes beyond the credit that it had");
    }

    @Test
    void payloads_beyondTheWindowThatTheyShare_endTheConnection() {
        Party party = Party.open(Side.INSTANCE, SessionLimits.of(10_000_000, 500));
        int whole = FrameFormat.SHARED_WINDOW / CHUNK;
        for (int i = 0; i < whole; i++) {
            party.hears(frame(FrameKind.CALL, 2L * i + 1, MORE, CHUNK));
        }
        assertThat(party.session.isClosed()).isFalse();
        party.hears(frame(FrameKind.CALL, 2L * whole + 1, MORE, 9));

        assertThat(party.told)
                .last()
                .isEqualTo("closed: payloads in progress went on for 9 bytes beyond the window of 4194304 that they"
                        + " share");
    }

    @Test
    void otherSideThatSendsAndDoesNotRead_endsTheConnection() {
        Party party = Party.open(Side.INSTANCE);
        party.full = true;
        byte[] pings = new byte[16 * 4096];
        for (int i = 0; i < 4096; i++) {
            System.arraycopy(frame(FrameKind.PING, 0), 0, pings, 16 * i, 16);
        }
        for (int i = 0; i < 256; i++) {
            party.hears(pings);
        }
        assertThat(party.session.isClosed()).isFalse();
        party.hears(pings);

        assertThat(party.told)
                .containsExactly("closed: it sends and doesn't read: more than 16777216 bytes wait to be sent to it");
    }

    @Test
    void otherSideThatReadsAgain_isForgiven() {
        Party party = Party.open(Side.INSTANCE);
        byte[] pings = new byte[16 * 4096];
        for (int i = 0; i < 4096; i++) {
            System.arraycopy(frame(FrameKind.PING, 0), 0, pings, 16 * i, 16);
        }
        for (int i = 0; i < 600; i++) {
            party.full = i % 200 != 0;
            party.hears(pings);
            party.takeBytes();
        }

        assertThat(party.session.isClosed()).isFalse();
    }

    @Test
    void cancelledCallsThatDoNotEnd_endTheConnection_inATurnOfItsOwn() {
        Party party = new Party(Side.RUNTIME);
        party.hears(frame(
                FrameKind.HELLO, 0, head -> head.number(Field.FIRST_VERSION, 1).number(Field.LAST_VERSION, 1)));
        for (int i = 0; i <= FrameSession.MAX_UNWANTED; i++) {
            party.calls(0).cancel();
        }
        assertThat(party.told).containsExactly("ready");
        party.turn();

        assertThat(party.told)
                .containsExactly("ready", "closed: more than 10000 calls that were cancelled have not ended");
    }

    // Greeting

    static Stream<Arguments> badGreetings() {
        return Stream.of(
                Arguments.of(
                        frame(FrameKind.HELLO, 0, head -> head.number(Field.FIRST_VERSION, 2)
                                .number(Field.LAST_VERSION, 4)),
                        "the other side speaks versions 2 to 4 of the frames, this one speaks version 1"),
                Arguments.of(
                        frame(FrameKind.HELLO, 0, head -> head.number(Field.FIRST_VERSION, 0)
                                .number(Field.LAST_VERSION, 0)),
                        "the other side speaks versions 0 to 0 of the frames, this one speaks version 1"),
                Arguments.of(
                        frame(FrameKind.HELLO, 0),
                        "the other side speaks versions -1 to -1 of the frames, this one speaks version 1"),
                Arguments.of(frame(FrameKind.CALL, 1), "the first frame must be a HELLO, was a CALL"),
                Arguments.of(
                        frame(FrameKind.GOODBYE, 0, head -> head.text(Field.REASON, "no\nthanks")),
                        "the other side refused: no thanks"),
                Arguments.of(
                        "POST /instance/ready HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        "a frame has 16 to 131087 bytes, the length of this one says 1347375960"));
    }

    @ParameterizedTest
    @MethodSource("badGreetings")
    void greetingThatIsNone_endsTheConnection(byte[] greeting, String reason) {
        for (Side side : Side.values()) {
            Party party = new Party(side);
            party.sent();
            party.hears(greeting);

            assertThat(party.told).containsExactly("closed: " + reason);
            assertThat(party.sentWords()).isEqualTo(List.of("GOODBYE 0"));
            assertThat(party.hungUp).isTrue();
        }
    }

    @Test
    void whatMayBeSkipped_mayComeBeforeTheGreeting() {
        Party party = new Party(Side.INSTANCE);
        party.hears(with(frame(FrameKind.CALL, 1, 0, 9), 4, 130), Frames.hello());

        assertThat(party.told).containsExactly("ready");
    }
}
