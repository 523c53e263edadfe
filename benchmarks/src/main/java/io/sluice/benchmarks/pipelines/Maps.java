package io.sluice.benchmarks.pipelines;

import io.sluice.benchmarks.process.RuntimeProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A loop over trivial calls, by turns with as many that a client makes one by one. */
public final class Maps {

    private static final String ONE = "/v1/algo/bench/loop-one";
    private static final String ITEM = "{\"text\":\"x\",\"steps\":0}";

    private final RuntimeProcess runtime;
    private final int items;
    private final int parallel;

    /** @param scratch a folder for the pipeline's file */
    public Maps(RuntimeProcess runtime, Path scratch, int items, int parallel) {
        this.runtime = runtime;
        this.items = items;
        this.parallel = parallel;
        runtime.deploy(new Folders(scratch).pipeline("bench/map", """
                do:
                - each:
                    for: {in: '[range(.)]'}
                    metadata: {parallel: %d}
                    do: [{one: {call: bench/loop-one, with: {text: x, steps: 0}}}]
                    output: {as: length}
                """.formatted(parallel)));
    }

    /** Calls per second of a client, and of the loop, for as many rounds after two that do not count. */
    public void measure(int rounds, List<Double> singles, List<Double> maps) {
        for (int round = -2; round < rounds; round++) {
            double single = items / seconds(this::singly);
            double map = items / seconds(() -> runtime.call("/v1/algo/bench/map", Integer.toString(items)));
            if (round >= 0) {
                singles.add(single);
                maps.add(map);
            }
        }
    }

    private void singly() {
        AtomicInteger left = new AtomicInteger(items);
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < parallel; i++) {
                clients.add(threads.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        runtime.call(ONE, ITEM);
                    }
                }));
            }
        }
        clients.forEach(Future::resultNow);
    }

    static double seconds(Runnable work) {
        long started = System.nanoTime();
        work.run();
        return (System.nanoTime() - started) / 1e9;
    }
}
