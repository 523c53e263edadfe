package io.sluice.predictor.trace.azure;

import io.sluice.predictor.trace.source.CsvRows;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the files of the trace of 2019.
 *
 * @param kind what is in it
 * @param day of which day it is, from 0 for the first day that is read
 */
record Azure2019File(Path path, Kind kind, int day) {

    private static final Pattern DAY = Pattern.compile("\\.d(\\d{1,3})(?=\\.|$)");

    /** What such a file can have in it. */
    enum Kind {
        INVOCATIONS,
        DURATIONS,
        MEMORY
    }

    /** What the files are, by their columns and names; a file whose name has no day is of the first day of all. */
    static List<Azure2019File> of(List<Path> paths, ReadSettings settings) throws IOException {
        List<Azure2019File> files = new ArrayList<>();
        int first = Integer.MAX_VALUE;
        for (Path path : paths) {
            Matcher named = DAY.matcher(new TraceFile(path).name());
            int day = named.find() ? Integer.parseInt(named.group(1)) : 1;
            files.add(new Azure2019File(path, kind(path, settings), day));
            first = Math.min(first, day);
        }
        List<Azure2019File> counted = new ArrayList<>();
        for (Azure2019File file : files) {
            counted.add(new Azure2019File(file.path, file.kind, file.day - first));
        }
        return counted;
    }

    private static Kind kind(Path path, ReadSettings settings) throws IOException {
        ReadSettings unwatched =
                new ReadSettings(settings.profile(), settings.keeps(), settings.mostCalls(), bytes -> {});
        try (CsvRows rows = CsvRows.open(path, unwatched)) {
            rows.column("HashApp");
            if (rows.optionalColumn("AverageAllocatedMb") >= 0) {
                return Kind.MEMORY;
            }
            return rows.optionalColumn("Average") >= 0 ? Kind.DURATIONS : Kind.INVOCATIONS;
        }
    }
}
