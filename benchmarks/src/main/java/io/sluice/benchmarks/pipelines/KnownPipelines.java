package io.sluice.benchmarks.pipelines;

import io.sluice.benchmarks.process.RuntimeProcess;
import java.nio.file.Path;
import java.util.List;

/**
 * A pipeline whose first step takes a second, and whose second is a loop all of whose rounds run at once. It was called before,
 * so that what it does is known where anything is learned; nothing of it is warm, since it was removed and deployed again.
 */
public final class KnownPipelines {

    private static final String PREPARE = "bench/prepare";
    private static final String EACH = "bench/each";
    private static final String PIPELINE = "bench/known";
    private static final int LEARNED_FROM = 3;
    private static final double FIRST_SECONDS = 1;
    private static final double EACH_SECONDS = 0.2;

    private final RuntimeProcess runtime;
    private final Folders folders;
    private final int width;

    /** @param scratch a folder for what is deployed */
    public KnownPipelines(RuntimeProcess runtime, Path scratch, int width) {
        this.runtime = runtime;
        this.folders = new Folders(scratch);
        this.width = width;
    }

    /** How long the next one took; deploys what it needs before, and removes it. */
    private double next() {
        runtime.deploy(folders.sleeper(PREPARE, 1, FIRST_SECONDS));
        runtime.deploy(folders.sleeper(EACH, width, EACH_SECONDS));
        runtime.deploy(folders.pipeline(PIPELINE, """
                do:
                - first: {call: %s}
                - loop:
                    for: {in: '[range(.)]'}
                    metadata: {parallel: %d}
                    do: [{one: {call: %s, with: '${ $item }'}}]
                """.formatted(PREPARE, width, EACH)));
        double seconds = Maps.seconds(() -> runtime.call("/v1/algo/" + PIPELINE, Integer.toString(width)));
        List.of(PIPELINE, EACH, PREPARE).forEach(runtime::remove);
        return seconds;
    }

    /** Both by turns, as often as that, after a few that do not count. */
    public static void measure(
            int rounds, KnownPipelines off, List<Double> offSeconds, KnownPipelines on, List<Double> onSeconds) {
        for (int round = -LEARNED_FROM; round < rounds; round++) {
            double without = off.next();
            double with = on.next();
            if (round >= 0) {
                offSeconds.add(without);
                onSeconds.add(with);
            }
        }
    }
}
