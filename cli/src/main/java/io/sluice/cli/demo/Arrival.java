package io.sluice.cli.demo;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** When a request comes, in milliseconds after the first. */
record Arrival(long atMillis) {

    /** So many, about that far apart: the same for the same seed. */
    static List<Arrival> every(long gapMillis, int count, long seed) {
        Random random = new Random(seed);
        return Stream.iterate(
                        new Arrival(0),
                        before ->
                                new Arrival(before.atMillis() + (long) (gapMillis * (0.8 + 0.4 * random.nextDouble()))))
                .limit(count)
                .toList();
    }
}
