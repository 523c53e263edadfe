package io.sluice.benchmarks.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.benchmarks.report.Aim;
import io.sluice.cli.load.Statistics;
import java.util.List;

/**
 * What came of all rounds.
 *
 * @param mib how large the file is
 * @param copySeconds a plain copy, forced to disk, round by round
 * @param uploadSeconds the same file put into the store
 * @param downloadSeconds the same file fetched from there into another, forced to disk
 * @param peakMib the runtime's most resident memory
 */
public record DataReport(
        int mib, List<Double> copySeconds, List<Double> uploadSeconds, List<Double> downloadSeconds, double peakMib) {

    private static final double LEAST_PART = 0.5;

    /** Half as fast as the copy at least. */
    @JsonProperty
    public List<Aim> aims() {
        return List.of(
                Aim.atLeast("upload, part of the copy's pace", part(uploadSeconds), LEAST_PART),
                Aim.atLeast("download, part of the copy's pace", part(downloadSeconds), LEAST_PART));
    }

    private double part(List<Double> seconds) {
        return Statistics.median(copySeconds) / Statistics.median(seconds);
    }

    /** The median pace. */
    double mibPerSecond(List<Double> seconds) {
        return mib / Statistics.median(seconds);
    }
}
