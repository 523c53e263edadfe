package io.sluice.benchmarks.report;

import io.sluice.cli.bench.Figures;
import io.sluice.cli.bench.WarmUp;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that one run measured.
 *
 * @param machine processors and versions, by name
 * @param warmUp how warm each side was
 * @param load each load on each side
 * @param halfPeak open loops at half of a side's own peak rate
 * @param onAndOff calls with something (A), and without (B)
 * @param allocatedBytes what the runtime's event loops allocated for a call, by side
 * @param coldMillis each cold start, from the call to its answer, in milliseconds
 * @param residentMib resident memory after the load, by process
 * @param hotSpots where the time went, by side
 */
public record Report(
        Map<String, String> machine,
        List<WarmUp> warmUp,
        List<Figures> load,
        List<Figures> halfPeak,
        List<OnAndOff> onAndOff,
        Map<String, Double> allocatedBytes,
        List<Double> coldMillis,
        Map<String, Double> residentMib,
        List<Aim> aims,
        List<HotSpots> hotSpots) {

    /** Calls that were not answered as expected. */
    public long errors() {
        return all().mapToLong(Figures::errors).sum();
    }

    /** Every load. */
    Stream<Figures> all() {
        return Stream.concat(load.stream(), halfPeak.stream());
    }
}
