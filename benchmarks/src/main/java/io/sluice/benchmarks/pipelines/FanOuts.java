package io.sluice.benchmarks.pipelines;

import io.sluice.benchmarks.process.RuntimeProcess;
import java.nio.file.Path;
import java.util.List;

/**
 * A loop all of whose rounds run at once, each of two calls one after the other, of functions that were never called: nothing
 * is warm, and nothing was learned.
 */
public final class FanOuts {

    private static final double EACH_SECONDS = 0.2;

    private final RuntimeProcess runtime;
    private final Folders folders;
    private final int width;
    private int number;

    /** @param scratch a folder for what is deployed */
    public FanOuts(RuntimeProcess runtime, Path scratch, int width) {
        this.runtime = runtime;
        this.folders = new Folders(scratch);
        this.width = width;
    }

    /** How long the next one took; deploys what it needs before, and removes what the one before needed: memory is for one. */
    public double next() {
        if (number > 0) {
            List.of("fan", "second", "first").forEach(each -> runtime.remove("bench/" + each + (number - 1)));
        }
        String first = "bench/first" + number;
        String second = "bench/second" + number;
        String pipeline = "bench/fan" + number;
        number++;
        runtime.deploy(folders.sleeper(first, width, EACH_SECONDS));
        runtime.deploy(folders.sleeper(second, width, EACH_SECONDS));
        runtime.deploy(folders.pipeline(pipeline, """
                do:
                - each:
                    for: {in: '[range(.)]'}
                    metadata: {parallel: %d}
                    do: [{one: {call: %s, with: '${ $item }'}}, {two: {call: %s}}]
                """.formatted(width, first, second)));
        return Maps.seconds(() -> runtime.call("/v1/algo/" + pipeline, Integer.toString(width)));
    }

    /** How long a call takes whose instance is warm, of a function of the last. */
    public double bareSeconds() {
        return Maps.seconds(() -> runtime.call("/v1/algo/bench/first" + (number - 1), "1"));
    }

    /** Both by turns, as often as that. */
    public static void measure(int rounds, FanOuts off, List<Double> offSeconds, FanOuts on, List<Double> onSeconds) {
        for (int round = 0; round < rounds; round++) {
            offSeconds.add(off.next());
            onSeconds.add(on.next());
        }
    }
}
