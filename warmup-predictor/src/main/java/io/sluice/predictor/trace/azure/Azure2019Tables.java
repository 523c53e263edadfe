package io.sluice.predictor.trace.azure;

import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.source.CsvRows;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.Times;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long functions take, by day, and how much memory apps do, as the trace of 2019 says. For one thread. */
final class Azure2019Tables {

    /** A call of a function whose duration is not known: the median of the trace's functions is about this. */
    private static final long USUAL_NANOS = Times.ofMillis(700);

    private static final double MOST_MEGABYTES = 1e9;

    private final Map<String, Long> durations = new HashMap<>();
    private final Map<String, Double> memory = new HashMap<>();

    /** Reads those of the files that have durations or memory in them. */
    static Azure2019Tables read(List<Azure2019File> files, ReadSettings settings) throws IOException {
        Azure2019Tables tables = new Azure2019Tables();
        for (Azure2019File file : files) {
            switch (file.kind()) {
                case DURATIONS -> tables.readDurations(file, settings);
                case MEMORY -> tables.readMemory(file, settings);
                case INVOCATIONS -> {
                    // Calls are made of them when all this is known.
                }
            }
        }
        return tables;
    }

    private void readDurations(Azure2019File file, ReadSettings settings) throws IOException {
        try (CsvRows rows = CsvRows.open(file.path(), settings)) {
            int app = rows.column("HashApp");
            int function = rows.column("HashFunction");
            int average = rows.column("Average");
            while (rows.next()) {
                String entry = rows.name(app) + "/" + rows.name(function);
                long nanos = Times.ofMillis(rows.number(average, 0, Times.MOST_SECONDS * 1000));
                durations.put(key(file.day(), entry), nanos);
                durations.putIfAbsent(entry, nanos);
            }
        }
    }

    private void readMemory(Azure2019File file, ReadSettings settings) throws IOException {
        try (CsvRows rows = CsvRows.open(file.path(), settings)) {
            int app = rows.column("HashApp");
            int average = rows.column("AverageAllocatedMb");
            while (rows.next()) {
                double megabytes = rows.number(average, 0, MOST_MEGABYTES);
                memory.merge(rows.name(app), megabytes, Math::max);
            }
        }
    }

    /** How long a call of an entry takes on a day: its average of that day, else of another. */
    long durationNanos(int day, String entry) {
        Long ofDay = durations.get(key(day, entry));
        return ofDay == null ? durations.getOrDefault(entry, USUAL_NANOS) : ofDay;
    }

    /** An app's profile: the memory of the day on which it took most. */
    FunctionProfile profile(String app, FunctionProfile unknown) {
        return Profiles.withMemory(unknown, memory.getOrDefault(app, 0.0));
    }

    private static String key(int day, String entry) {
        return day + " " + entry;
    }
}
