package io.sluice.predictor.trace.azure;

import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.azure.Azure2019File.Kind;
import io.sluice.predictor.trace.source.CsvRows;
import io.sluice.predictor.trace.source.Mix;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.Requests;
import io.sluice.predictor.trace.source.Times;
import io.sluice.predictor.trace.source.TraceFile;
import io.sluice.predictor.trace.source.TraceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the public trace of Azure Functions of 2019 ("Serverless in the Wild", Shahrad et al., ATC 2020), one or more days
 * of it: {@code invocations_per_function_md.anon.dNN.csv}, and, where they are given too,
 * {@code function_durations_percentiles.anon.dNN.csv} and {@code app_memory_percentiles.anon.dNN.csv}. What a file is, its
 * columns say; of which day, its name.
 *
 * <p>An app is what has instances, so it is the predictor's function; app and function together are the entry. The calls
 * of a minute are spread over it at equal distances from a point that is a function of the entry and, but for timers,
 * of the minute: timers fire at the same second each time. A call takes its function's average duration of the day.
 */
public final class Azure2019Reader implements TraceReader {

    private static final int MINUTES = 1440;
    private static final long MOST_CALLS = 1_000_000_000;

    @Override
    public String format() {
        return "azure-2019";
    }

    @Override
    public boolean recognises(String name, String firstLine) {
        return firstLine.startsWith("HashOwner,HashApp,");
    }

    @Override
    public Trace read(List<Path> files, ReadSettings settings) throws IOException {
        List<Azure2019File> all = Azure2019File.of(files, settings);
        Azure2019Tables tables = Azure2019Tables.read(all, settings);
        Requests requests = new Requests(settings);
        Map<String, FunctionProfile> profiles = new HashMap<>();
        int days = 0;
        for (Azure2019File file : all) {
            if (file.kind() == Kind.INVOCATIONS) {
                days = Math.max(days, file.day() + 1);
                read(file, tables, settings, requests, profiles);
            }
        }
        if (days == 0) {
            throw new TraceFile(files.getFirst()).empty("a file with invocations among those given");
        }
        return new Trace(TraceFile.title(files), requests.sorted(), days * MINUTES * Times.MINUTE, profiles);
    }

    private static void read(
            Azure2019File file,
            Azure2019Tables tables,
            ReadSettings settings,
            Requests requests,
            Map<String, FunctionProfile> profiles)
            throws IOException {
        try (CsvRows rows = CsvRows.open(file.path(), settings)) {
            int app = rows.column("HashApp");
            int function = rows.column("HashFunction");
            int trigger = rows.column("Trigger");
            int[] minutes = minutes(rows);
            boolean any = false;
            while (rows.next()) {
                any = true;
                String name = rows.name(app);
                boolean wanted = settings.keeps().test(name);
                String entry = name + "/" + rows.name(function);
                Row row = new Row(
                        entry,
                        name,
                        rows.text(trigger).equals("timer"),
                        file.day() * MINUTES,
                        tables.durationNanos(file.day(), entry));
                for (int minute = 0; minute < MINUTES; minute++) {
                    long calls = rows.whole(minutes[minute], 0, MOST_CALLS);
                    if (wanted && calls > 0) {
                        requests.count(calls, rows.place(minutes[minute]));
                        row.expand(minute, calls, requests);
                    }
                }
                if (wanted) {
                    profiles.computeIfAbsent(name, it -> tables.profile(it, settings.profile()));
                }
            }
            if (!any) {
                throw new TraceFile(file.path()).empty("functions");
            }
        }
    }

    private static int[] minutes(CsvRows rows) throws IOException {
        int[] columns = new int[MINUTES];
        for (int minute = 0; minute < MINUTES; minute++) {
            columns[minute] = rows.column(Integer.toString(minute + 1));
        }
        return columns;
    }

    private record Row(String entry, String app, boolean timer, int firstMinute, long durationNanos) {

        void expand(int minute, long calls, Requests requests) {
            double fraction = Mix.fraction(Mix.hash(entry), timer ? 0 : firstMinute + minute);
            for (long i = 0; i < calls; i++) {
                double place = (i + fraction) / calls;
                long offset = (firstMinute + minute) * Times.MINUTE + (long) (place * Times.MINUTE);
                requests.add(entry, app, offset, durationNanos);
            }
        }
    }
}
