package io.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.frames.Field;
import io.sluice.functions.RuntimeEnd.Call;
import io.sluice.functions.RuntimeEnd.Ended;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions that return a {@code Multi}, from a runtime's session and back. */
final class FrameItemsTest {

    private static final int ROOM = 3;

    private FrameRig rig;
    private RuntimeEnd runtime;

    @BeforeEach
    void connect() throws Exception {
        rig = new FrameRig();
        runtime = rig.connect();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void items_comeOneByOne_andTheResultCountsThem() throws Exception {
        Call call = runtime.items("listed", "[1,{\"a\":2},\"three\"]", ROOM);

        Ended ended = call.await();
        assertThat(List.of(call.awaitItem(), call.awaitItem(), call.awaitItem()))
                .containsExactly("1", "{\"a\":2}", "three");
        assertThat(ended.how()).isEqualTo("result");
        assertThat(ended.head().number(Field.ITEMS, -1)).isEqualTo(3);
        assertThat(ended.payload()).isEmpty();
    }

    @Test
    void noItems_areAnEmptyResult() throws Exception {
        assertThat(runtime.items("listed", "[]", ROOM).await().head().number(Field.ITEMS, -1))
                .isZero();
    }

    @Test
    void function_makesNoMoreThanThereIsRoomFor() throws Exception {
        Call call = runtime.items("counts", "5", ROOM);
        IntStream.range(5, 9).forEach(FrameItemsTest::awaitMade);

        assertThat(call.awaitItem()).isEqualTo("5");
        assertThat(call.awaitItem()).isEqualTo("6");
        assertThat(call.awaitItem()).isEqualTo("7");
        assertThat(call.hasItems()).isFalse();
        assertThat(SampleFunctions.SEEN).isEmpty();

        call.takeItems(1);
        awaitMade(9);
        assertThat(call.awaitItem()).isEqualTo("8");
    }

    private static void awaitMade(int each) {
        try {
            FrameRig.awaitSeen("made " + each);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void callerThatLeaves_cancelsTheFunction() throws Exception {
        Call call = runtime.items("counts", "0", 1);
        awaitMade(0);
        awaitMade(1);

        call.cancel();

        FrameRig.awaitSeen("counts was cancelled");
    }

    @Test
    void connectionThatEnds_cancelsTheFunction() throws Exception {
        runtime.items("counts", "0", 1);
        awaitMade(0);
        awaitMade(1);

        runtime.hangUp();

        FrameRig.awaitSeen("counts was cancelled");
    }

    @Test
    void time_thatIsOver_cancelsTheFunctionAndFailsTheCall() throws Exception {
        Call call = runtime.items("counts", "0", 1);
        awaitMade(0);
        awaitMade(1);

        runtime.passTime(120);

        FrameRig.awaitSeen("counts was cancelled");
        assertThat(call.await().text()).contains("did not end within the time");
    }

    @Test
    void failureAfterItems_isTheAnswer() throws Exception {
        Call call = runtime.items("failsMidway", "\"x\"", ROOM);

        assertThat(call.awaitItem()).isEqualTo("x");
        Ended ended = call.await();
        assertThat(ended.how()).isEqualTo("failure");
        assertThat(new JsonObject(ended.text()).getString("errorType")).isEqualTo("ColourError");
    }

    @Test
    void itemThatIsNoJson_failsTheCallInWordsForItsAuthor() throws Exception {
        Ended ended = runtime.items("unwritable", "\"x\"", ROOM).await();

        assertThat(ended.how()).isEqualTo("failure");
        assertThat(ended.text()).contains("java.lang.Object cannot be written as JSON");
    }

    @Test
    void largeItem_goesInPiecesEachOfWhichTakesRoom() throws Exception {
        Call call = runtime.items("listed", "[\"" + "x".repeat(150_000) + "\"]", 2);

        assertThat(call.awaitItem()).hasSize(65536 + 1);
        assertThat(call.awaitItem()).hasSize(65536 + 1);
        assertThat(call.isDone()).isFalse();
        call.takeItems(1);
        assertThat(call.awaitItem()).hasSize(150_000 - 2 * 65536);
        assertThat(call.await().head().number(Field.ITEMS, -1)).isEqualTo(1);
    }

    @Test
    void blockingFunction_makesItemsOnVirtualThreads_andIsInterruptedThere() throws Exception {
        SampleFunctions.gate = new CountDownLatch(1);
        Call call = runtime.items("waitsToMake", "\"x\"", ROOM);
        FrameRig.awaitSeen("waits begins");

        call.cancel();

        FrameRig.awaitSeen("waits was interrupted");

        SampleFunctions.gate.countDown();
        assertThat(runtime.items("waitsToMake", "\"x\"", ROOM).awaitItem()).isEqualTo("waited on virtual");
    }

    @Test
    void callerWhoTakesNoItems_getsAList() throws Exception {
        Ended ended = runtime.items("listed", "[1,\"two\"]", 0).await();

        assertThat(ended.text()).isEqualTo("[1,\"two\"]");
        assertThat(ended.head().number(Field.ITEMS, -1)).isEqualTo(-1);
    }

    @Test
    void listThatHasNoEnd_isAFailureInWordsForItsAuthor() throws Exception {
        Ended ended = runtime.items("counts", "0", 0).await();

        assertThat(ended.how()).isEqualTo("failure");
        assertThat(ended.text()).contains("makes more than 100000 items");
    }
}
