package io.sluice.contract.frames;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls in progress by their id: open addressing with linear probing, so that no ids are boxed. Not thread-safe. */
final class CallTable {

    private @Nullable FrameCall[] slots = new @Nullable FrameCall[16];
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

    void remove(long id) {
        int at = home(id);
        FrameCall call = slots[at];
        while (call != null && call.id() != id) {
            at = next(at);
            call = slots[at];
        }
        if (call != null) {
            slots[at] = null;
            size--;
            closeGap(at);
        }
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
        slots = new @Nullable FrameCall[2 * before.length];
        for (FrameCall call : before) {
            if (call != null) {
                place(call);
            }
        }
    }

    /** Each side's ids are two apart. */
    private int home(long id) {
        return (int) (id >>> 1) & slots.length - 1;
    }

    private int next(int at) {
        return at + 1 & slots.length - 1;
    }
}
