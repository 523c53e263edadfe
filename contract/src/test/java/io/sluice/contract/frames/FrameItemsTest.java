package io.sluice.contract.frames;

import static io.sluice.contract.frames.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contract.frames.FrameSession.Side;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Items of a result, which come before it, and for which there is room. */
final class FrameItemsTest {

    private final Party runtime = Party.open(Side.RUNTIME);
    private final Party instance = Party.open(Side.INSTANCE);

    private static byte[] item(long call, int bytes) {
        return frame(FrameKind.ITEM, call, 0, bytes, head -> {});
    }

    private static byte[] taken(long call, long items) {
        return frame(FrameKind.TAKEN, call, head -> head.number(Field.ITEMS, items));
    }

    private static byte[] call(long id, long room) {
        return frame(FrameKind.CALL, id, head -> head.number(Field.ITEMS, room));
    }

    private void sends(long call, int bytes, boolean more) {
        instance.theirs(call).item(head -> {}, ByteBuffer.allocate(bytes), more);
    }

    // The caller

    @Test
    void call_saysHowManyItemsMayComeAtFirst() {
        runtime.itemRoom = 2;
        runtime.calls(0);

        assertThat(runtime.sent().getFirst().fields().number(Field.ITEMS, -1)).isEqualTo(2);
    }

    @Test
    void items_areToldInTheirOrder_thenTheResult() {
        runtime.itemRoom = 2;
        runtime.calls(0);
        runtime.hears(
                frame(FrameKind.ITEM, 1, FrameFormat.MORE, 5, head -> {}), item(1, 3), frame(FrameKind.RESULT, 1));

        assertThat(runtime.told).containsExactly("item 1 of 5 more", "item 1 of 3", "result 1 of 0");
        assertThat(runtime.session.inProgress()).isZero();
    }

    @Test
    void roomThatIsMade_isTold_andUsed() {
        runtime.itemRoom = 1;
        FrameCall call = runtime.calls(0);
        runtime.sent();
        runtime.hears(item(1, 0));
        call.takeItems(2);

        assertThat(runtime.sentWords()).containsExactly("TAKEN 1");
        runtime.hears(item(1, 0), item(1, 0));
        assertThat(runtime.told).hasSize(3);
    }

    @Test
    void itemWithoutRoom_endsTheConnection() {
        runtime.itemRoom = 1;
        runtime.calls(0);
        runtime.hears(item(1, 0), item(1, 0));

        assertThat(runtime.told.getLast()).isEqualTo("lost 1: an item of call 1 came without room for it");
        assertThat(runtime.hungUp).isTrue();
    }

    @Test
    void itemOfNoCall_orAfterTheResult_isDropped() {
        runtime.hears(item(1, 0));

        assertThat(runtime.told).containsExactly("stray: an item came of call 1, which waits for none");
    }

    @Test
    void itemsOfACallThatWasCancelled_areDropped_andNoRoomIsMade() {
        runtime.itemRoom = 3;
        FrameCall call = runtime.calls(0);
        call.cancel();
        runtime.sent();
        runtime.hears(item(1, 7));
        call.takeItems(1);

        assertThat(runtime.told).isEmpty();
        assertThat(runtime.sent()).isEmpty();
        runtime.hears(frame(FrameKind.FAILURE, 1));
        assertThat(runtime.session.inProgress()).isZero();
    }

    // The called

    @Test
    void callWithoutRoom_takesNoItems() {
        instance.hears(frame(FrameKind.CALL, 1));

        assertThat(instance.theirs(1).takesItems()).isFalse();
        assertThat(instance.theirs(1).hasItemRoom()).isFalse();
        assertThatThrownBy(() -> sends(1, 1, false)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void items_takeRoom_untilMoreIsMade() {
        instance.hears(call(1, 2));
        sends(1, 10, true);
        sends(1, 4, false);
        assertThat(instance.theirs(1).hasItemRoom()).isFalse();
        assertThat(instance.sentWords()).containsExactly("ITEM 1 more 10 bytes", "ITEM 1 4 bytes");

        instance.hears(taken(1, 1));
        assertThat(instance.told).contains("item room 1");
        assertThat(instance.theirs(1).hasItemRoom()).isTrue();
        assertThat(instance.theirs(1).takesItems()).isTrue();
    }

    @Test
    void fullConnection_hasNoRoomForItems_untilItIsWritable() {
        instance.hears(call(1, 2));
        instance.full = true;
        assertThat(instance.theirs(1).hasItemRoom()).isFalse();
        instance.full = false;
        instance.session.writable();

        assertThat(instance.told).containsExactly("called 1", "item room 1");
    }

    @Test
    void itemsOfACallThatNobodyWaitsFor_areNotSent() {
        instance.hears(call(1, 2), frame(FrameKind.CANCEL, 1));
        sends(1, 10, false);

        assertThat(instance.sent()).isEmpty();
    }

    @Test
    void roomForACallThatIsOver_isIgnored_andForNoneIsDropped() {
        instance.hears(call(1, 2));
        instance.answers(1, 0);
        instance.told.clear();
        instance.hears(taken(1, 1));
        assertThat(instance.told).isEmpty();

        instance.hears(taken(9, 1));
        assertThat(instance.told).containsExactly("stray: items were taken of call 9, which was never made");
    }

    @Test
    void roomForNothing_endsTheConnection() {
        instance.hears(call(1, 2), taken(1, 0));

        assertThat(instance.told).contains("closed: a TAKEN makes room for 0 items");
    }
}
