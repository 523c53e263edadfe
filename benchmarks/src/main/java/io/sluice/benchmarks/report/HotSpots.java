package io.sluice.benchmarks.report;

import io.sluice.benchmarks.jvm.Profile.Share;
import java.util.List;

/**
 * Where a runtime's processor time went under one load.
 *
 * @param flameGraph the file that shows all of it
 */
public record HotSpots(
        String name, String load, long samples, List<Share> areas, List<Share> frames, String flameGraph) {}
