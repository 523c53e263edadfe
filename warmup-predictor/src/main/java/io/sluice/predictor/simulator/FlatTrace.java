package io.sluice.predictor.simulator;

import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TracedCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A trace in arrays, made once and replayed often: each call by number, the calls made inside one next to each other by
 * offset, functions by number. It also holds what happened before what: of the calls inside one, sorted by their
 * recorded end, those that a call had to wait for are a beginning, so that one number tells them.
 */
final class FlatTrace {

    /**
     * A call that outlasts its caller by no more than this was waited for: the clocks of two machines differ by so much, and a
     * server notes the end of a call after its client does.
     */
    private static final long CLOCK_SKEW_NANOS = 1_000_000;

    final List<String> functions = new ArrayList<>();
    final List<FunctionProfile> profiles = new ArrayList<>();
    final String[] entries;

    /** The outermost call of each request, by offset. */
    final int[] roots;

    int[] function = new int[16];
    long[] offset = new long[16];
    long[] duration = new long[16];
    int[] firstChild = new int[16];
    int[] children = new int[16];

    /** Which place a call has among its siblings when they are sorted by their end. */
    int[] endRank = new int[16];

    /** How many of its siblings, sorted by their end, had ended when the call was made. */
    int[] before = new int[16];

    /** How many of the calls inside, sorted by their end, had ended when the call did. */
    int[] within = new int[16];

    private int size;

    FlatTrace(Trace trace) {
        List<Trace.Request> requests = new ArrayList<>(trace.requests());
        requests.sort(Comparator.comparingLong(request -> request.call().offsetNanos()));
        entries = requests.stream().map(Trace.Request::entry).toArray(String[]::new);
        roots = new int[requests.size()];
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < roots.length; i++) {
            roots[i] = size;
            flatten(requests.get(i).call(), trace, numbers);
        }
    }

    int size() {
        return size;
    }

    private void flatten(TracedCall root, Trace trace, Map<String, Integer> numbers) {
        ArrayDeque<TracedCall> breadthFirst = new ArrayDeque<>();
        breadthFirst.add(root);
        int parent = size;
        append(root, trace, numbers);
        for (TracedCall call = breadthFirst.poll(); call != null; call = breadthFirst.poll()) {
            firstChild[parent] = size;
            children[parent] = call.calls().size();
            for (TracedCall child : byOffset(call.calls())) {
                append(child, trace, numbers);
                breadthFirst.add(child);
            }
            order(parent++);
        }
    }

    private static List<TracedCall> byOffset(List<TracedCall> calls) {
        if (calls.size() < 2) {
            return calls;
        }
        List<TracedCall> sorted = new ArrayList<>(calls);
        sorted.sort(Comparator.comparingLong(TracedCall::offsetNanos));
        return sorted;
    }

    private void append(TracedCall call, Trace trace, Map<String, Integer> numbers) {
        if (size == function.length) {
            grow();
        }
        Integer number = numbers.get(call.function());
        if (number == null) {
            number = functions.size();
            numbers.put(call.function(), number);
            functions.add(call.function());
            profiles.add(trace.profile(call.function()));
        }
        function[size] = number;
        offset[size] = call.offsetNanos();
        duration[size] = call.durationNanos();
        size++;
    }

    private void grow() {
        int more = size + (size >> 1);
        function = Arrays.copyOf(function, more);
        offset = Arrays.copyOf(offset, more);
        duration = Arrays.copyOf(duration, more);
        firstChild = Arrays.copyOf(firstChild, more);
        children = Arrays.copyOf(children, more);
        endRank = Arrays.copyOf(endRank, more);
        before = Arrays.copyOf(before, more);
        within = Arrays.copyOf(within, more);
    }

    /**
     * A sibling comes before a call when its (end, place by offset) is less than the call's (start, place by offset): so calls
     * that take no time have an order, too, and none waits for itself.
     */
    private void order(int parent) {
        int first = firstChild[parent];
        int count = children[parent];
        if (count == 0) {
            return;
        }
        for (int call = first; call < first + count; call++) {
            long outlasts = end(call) - duration[parent];
            duration[call] -= outlasts > 0 && outlasts <= Math.min(CLOCK_SKEW_NANOS, duration[call]) ? outlasts : 0;
        }
        Integer[] byEnd = new Integer[count];
        Arrays.setAll(byEnd, i -> first + i);
        Arrays.sort(byEnd, Comparator.<Integer>comparingLong(this::end).thenComparingInt(call -> call));
        int ended = 0;
        for (int call = first; call < first + count; call++) {
            while (ended < count && endedBefore(byEnd[ended], call)) {
                ended++;
            }
            before[call] = ended;
        }
        for (int rank = 0; rank < count; rank++) {
            endRank[byEnd[rank]] = rank;
            within[parent] += end(byEnd[rank]) <= duration[parent] ? 1 : 0;
        }
    }

    private boolean endedBefore(int sibling, int call) {
        long end = end(sibling);
        return end < offset[call] || end == offset[call] && sibling < call;
    }

    /** When the call ended, from the start of its caller. */
    long end(int call) {
        return offset[call] + duration[call];
    }
}
