package io.sluice.predictor.policy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap of plans by when they change next. A plan knows its place, so that one that is replaced at every call is
 * taken out rather than left behind until its time.
 */
final class PlanTimes {

    private @Nullable PlanEntry[] heap = new @Nullable PlanEntry[16];
    private int size;

    @Nullable
    PlanEntry first() {
        return heap[0];
    }

    void add(PlanEntry entry) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        up(size++, entry);
    }

    /** Takes it out, if it is there. */
    void remove(PlanEntry entry) {
        int at = entry.position;
        if (at < 0) {
            return;
        }
        entry.position = -1;
        PlanEntry last = heap[--size];
        heap[size] = null;
        if (last != null && last != entry) {
            down(at, last);
            if (last.position == at) {
                up(at, last);
            }
        }
    }

    void clear() {
        Arrays.fill(heap, null);
        size = 0;
    }

    private void up(int from, PlanEntry entry) {
        int at = from;
        while (at > 0) {
            PlanEntry parent = heap[(at - 1) / 2];
            if (parent == null || parent.changesAt <= entry.changesAt) {
                break;
            }
            at = move(parent, at);
        }
        move(entry, at);
    }

    private void down(int from, PlanEntry entry) {
        int at = from;
        for (PlanEntry child = smallerChild(at); child != null && child.changesAt < entry.changesAt; ) {
            at = move(child, at);
            child = smallerChild(at);
        }
        move(entry, at);
    }

    private @Nullable PlanEntry smallerChild(int at) {
        int left = 2 * at + 1;
        if (left >= size) {
            return null;
        }
        PlanEntry first = heap[left];
        PlanEntry second = left + 1 < size ? heap[left + 1] : null;
        return second == null || first == null || first.changesAt <= second.changesAt ? first : second;
    }

    /** Puts it there and returns where it was. */
    private int move(PlanEntry entry, int to) {
        int was = entry.position;
        heap[to] = entry;
        entry.position = to;
        return was;
    }
}
