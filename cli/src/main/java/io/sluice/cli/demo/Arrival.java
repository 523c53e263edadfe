package io.sluice.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** When a request of a pipeline comes, in milliseconds after the first. */
record Arrival(Pipeline pipeline, long atMillis) {

    /**
     * So many of each pipeline, those of one about a gap apart and those of different ones as far from each other as may be:
     * the same for the same seed.
     */
    static List<Arrival> every(long gapMillis, int count, List<Pipeline> pipelines, long seed) {
        Random random = new Random(seed);
        List<Arrival> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < pipelines.size(); j++) {
                double turn = i + (j + (i + j == 0 ? 0 : 0.2 * random.nextDouble())) / pipelines.size();
                all.add(new Arrival(pipelines.get(j), Math.round(gapMillis * turn)));
            }
        }
        return all;
    }
}
