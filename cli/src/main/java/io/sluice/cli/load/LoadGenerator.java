package io.sluice.cli.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Puts load on a target. One event loop sends requests that are encoded once, over connections that are kept alive, each
 * with one call under way, so that little is taken from what is measured on the same machine.
 *
 * @param loops how many event loops share the load
 * @param timeout how long a call may take before it counts as lost
 */
public record LoadGenerator(int loops, Duration timeout) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** An open loop opens others as it needs them. */
    private static final int OPENED_AHEAD = 32;

    /** One whose calls may take ten seconds. */
    public static LoadGenerator ofLoops(int loops) {
        return new LoadGenerator(loops, TIMEOUT);
    }

    /**
     * Puts the load on for a while and returns when the last call has ended; at most that while and twice the time-out of a
     * call later. Blocks.
     *
     * @throws IOException when the target does not let itself be connected to
     */
    public Outcome run(Target target, Load load, Duration time) throws IOException, InterruptedException {
        List<Loop> made = new ArrayList<>();
        try {
            for (int i = 0; i < loops; i++) {
                Pace pace = pace(load, i, time.toNanos());
                Loop loop = new Loop(target, pace, time.toNanos(), timeout.toNanos());
                made.add(loop);
                loop.prepare(ahead(load, pace));
            }
            return run(made, load, time.toNanos());
        } finally {
            for (Loop loop : made) {
                loop.close();
            }
        }
    }

    private Outcome run(List<Loop> made, Load load, long end) throws IOException, InterruptedException {
        long start = System.nanoTime();
        LongSupplier clock = () -> System.nanoTime() - start;
        made.forEach(loop -> loop.begin(clock));
        List<Alarm> alarms = alarms(made, load, end, clock);
        Recorder all = new Recorder(end);
        try (ExecutorService threads = Executors.newFixedThreadPool(loops)) {
            for (Future<Recorder> each :
                    threads.invokeAll(made.stream().map(LoadGenerator::task).toList())) {
                all.add(each.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("an event loop failed", e);
        } finally {
            for (Alarm alarm : alarms) {
                alarm.close();
                all.cpu(alarm.cpuNanos());
            }
        }
        return all.outcome();
    }

    private static Callable<Recorder> task(Loop loop) {
        return loop::run;
    }

    private List<Alarm> alarms(List<Loop> made, Load load, long end, LongSupplier clock) {
        return load instanceof Load.Open
                ? IntStream.range(0, loops)
                        .mapToObj(i -> new Alarm(clock, pace(load, i, end), made.get(i)::sendDue))
                        .toList()
                : List.of();
    }

    private Pace pace(Load load, int index, long end) {
        return switch (load) {
            case Load.Closed closed -> new Pace.Closed(share(closed.inFlight(), index), end);
            case Load.Open open ->
                new Pace.Open(new Schedule(open), index, loops, Math.max(1, share(open.connections(), index)), end);
        };
    }

    private int share(int all, int index) {
        return all / loops + (index < all % loops ? 1 : 0);
    }

    private static int ahead(Load load, Pace pace) {
        return switch (load) {
            case Load.Closed closed -> pace.connections();
            case Load.Open open -> Math.min(OPENED_AHEAD, pace.connections());
        };
    }
}
