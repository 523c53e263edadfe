package io.sluice.benchmarks.overload;

import io.sluice.cli.bench.Figures;
import java.util.List;

/**
 * A while of the same load.
 *
 * @param figures of the function that the load is for
 * @param neighbour of another function, which is called a little at the same time
 * @param residentMib the runtime's memory, second by second
 */
public record Phase(String name, Figures figures, Figures neighbour, List<Double> residentMib) {}
