package io.sluice.benchmarks.frames;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * The cost of a call by frames, both sides together, in one thread: time, and bytes allocated. Arguments: calls of one
 * round, rounds, bytes of a payload.
 */
public final class FramesMain {

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private FramesMain() {}

    /** Prints one line for each round and number in flight. */
    public static void main(String[] arguments) {
        long calls = number(arguments, 0, 2_000_000);
        long rounds = number(arguments, 1, 5);
        int size = (int) number(arguments, 2, 60);
        System.out.println("in flight    ns/call  bytes/call");
        for (int round = 0; round < rounds; round++) {
            for (int inFlight : new int[] {1, 16, 64, 512}) {
                measure(new Pair(size), calls, inFlight);
            }
        }
    }

    private static void measure(Pair pair, long calls, int inFlight) {
        long allocated = THREAD.getCurrentThreadAllocatedBytes();
        long began = System.nanoTime();
        pair.calls(calls, inFlight);
        double nanos = System.nanoTime() - began;
        double bytes = THREAD.getCurrentThreadAllocatedBytes() - allocated;
        System.out.printf(
                "%9d %10.1f %11.1f%s%n", inFlight, nanos / calls, bytes / calls, pair.read() == 0 ? " nothing" : "");
    }

    private static long number(String[] arguments, int at, long otherwise) {
        return arguments.length > at ? Long.parseLong(arguments[at].replace("_", "")) : otherwise;
    }
}
