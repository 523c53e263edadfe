package io.sluice.contract.frames;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls in progress by their id: open addressing with linear probing, so that no ids are boxed. Not thread-safe. */
final class CallTable {

    private static final int FIRST_BITS = 4;

    /** 2^64 divided by the golden ratio: ids that follow each other end up far from each other. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private int bits = FIRST_BITS;
    private @Nullable FrameCall[] slots = new @Nullable FrameCall[1 << bits];
    private int size;

    int size() {
        return size;
    }

    @Nullable
    FrameCall get(long id) {
        for (int at = home(id); ; at = next(at)) {
            FrameCall call = slots[at];
            if (call == null || call.id() == id) {
                return call;
            }
        }
    }

    /** Adds one whose id is not there. */
    void add(FrameCall call) {
        if (2 * ++size > slots.length) {
            grow();
        }
        place(call);
    }

    private void place(FrameCall call) {
        int at = home(call.id());
        while (slots[at] != null) {
            at = next(at);
        }
        slots[at] = call;
    }

    /** Takes one out; false when it is not there. */
    boolean remove(long id) {
        int at = home(id);
        FrameCall call = slots[at];
        while (call != null && call.id() != id) {
            at = next(at);
            call = slots[at];
        }
        if (call == null) {
            return false;
        }
        slots[at] = null;
        size--;
        closeGap(at);
        return true;
    }

    /** Those behind the gap that would not be found any more move up. */
    private void closeGap(int gap) {
        for (int at = next(gap); ; at = next(at)) {
            FrameCall call = slots[at];
            if (call == null) {
                return;
            }
            slots[at] = null;
            place(call);
        }
    }

    /** All of them, in no order; a copy. */
    List<FrameCall> all() {
        List<FrameCall> all = new ArrayList<>(size);
        for (FrameCall call : slots) {
            if (call != null) {
                all.add(call);
            }
        }
        return all;
    }

    private void grow() {
        @Nullable FrameCall[] before = slots;
        slots = new @Nullable FrameCall[1 << ++bits];
        for (FrameCall call : before) {
            if (call != null) {
                place(call);
            }
        }
    }

    private int home(long id) {
        return home(id, bits);
    }

    /** Where a call is looked for first, in a table of 2 to the power of so many. */
    static int home(long id, int bits) {
        return (int) (id * SPREAD >>> Long.SIZE - bits);
    }

    private int next(int at) {
        return at + 1 & slots.length - 1;
    }
}
