package io.sluice.predictor.trace.azure;

import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.Trace;
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
 * Reads how many containers each app used in each minute, as CSV with the columns {@code hash_app}, {@code avg_mem_mb},
 * {@code num_invocations_day1}, {@code active_minutes} and {@code m0}, {@code m1}, ...: the form in which the apps of FeMux
 * (EuroSys 2026), a sample of "Serverless in the Wild" (Shahrad et al., ATC 2020), are re-exported.
 *
 * <p>A cell says how many containers had calls in it, not how many calls there were. As {@code azure-minutes}, what counts is
 * whether an app was in use: a minute with any number above 0 is one call. That is how keep-alive policies are studied
 * on such traces, by idle times of apps, and what their published figures are for. As {@code azure-instances}, a minute
 * with the number k is k calls at once, for which k instances are needed.
 *
 * <p>When in a minute a call came isn't known. As {@code azure-minutes} it comes always at the same point, another for each
 * app, so that what a timer calls is called as regularly as the trace can tell: studies that count in whole minutes
 * see it so. As {@code azure-minutes-spread} the point is a function of app and minute, so that even a timer's calls are
 * up to a minute early or late: the other extreme. Calls take {@value #CALL_MILLIS} ms. Rows whose numbers
 * were rounded away when they were made (fewer active minutes than a fifth of those in which there may have been calls)
 * are left out.
 */
public final class AzureMinutesReader implements TraceReader {

    static final long CALL_MILLIS = 100;

    private static final long MOST_INSTANCES = 1_000_000;
    private static final int MINUTES_OF_A_DAY = 1440;

    private final Reading reading;

    /** What a number in a cell is taken for. */
    private enum Reading {
        USE("azure-minutes"),
        SPREAD_USE("azure-minutes-spread"),
        INSTANCES("azure-instances");

        private final String format;

        Reading(String format) {
            this.format = format;
        }
    }

    private AzureMinutesReader(Reading reading) {
        this.reading = reading;
    }

    /** A minute in which an app was in use is one call, always at the same point of the minute. */
    public static AzureMinutesReader ofUse() {
        return new AzureMinutesReader(Reading.USE);
    }

    /** A minute in which an app was in use is one call, at any point of the minute. */
    public static AzureMinutesReader ofSpreadUse() {
        return new AzureMinutesReader(Reading.SPREAD_USE);
    }

    /** A minute in which an app used k containers is k calls at once. */
    public static AzureMinutesReader ofInstances() {
        return new AzureMinutesReader(Reading.INSTANCES);
    }

    @Override
    public String format() {
        return reading.format;
    }

    @Override
    public boolean recognises(String name, String firstLine) {
        return reading == Reading.USE && firstLine.startsWith("hash_app,") && firstLine.contains("active_minutes");
    }

    @Override
    public Trace read(List<Path> files, ReadSettings settings) throws IOException {
        Requests requests = new Requests(settings);
        Map<String, FunctionProfile> profiles = new HashMap<>();
        long minutes = 0;
        for (Path file : files) {
            try (CsvRows rows = CsvRows.open(file, settings)) {
                Columns columns = new Columns(rows);
                minutes = Math.max(minutes, columns.minutes);
                boolean any = false;
                while (rows.next()) {
                    any = true;
                    read(rows, columns, settings, requests, profiles);
                }
                if (!any) {
                    throw new TraceFile(file).empty("apps");
                }
            }
        }
        return new Trace(TraceFile.title(files), requests.sorted(), minutes * Times.MINUTE, profiles);
    }

    private record Columns(int app, int memory, int calls, int active, int first, int minutes) {

        Columns(CsvRows rows) throws IOException {
            this(
                    rows.column("hash_app"),
                    rows.column("avg_mem_mb"),
                    rows.column("num_invocations_day1"),
                    rows.column("active_minutes"),
                    rows.column("m0"),
                    minutes(rows));
        }

        private static int minutes(CsvRows rows) {
            int minutes = 0;
            int first = rows.optionalColumn("m0");
            while (first + minutes < rows.columns().size()
                    && rows.columns().get(first + minutes).equals("m" + minutes)) {
                minutes++;
            }
            return minutes;
        }
    }

    private void read(
            CsvRows rows,
            Columns columns,
            ReadSettings settings,
            Requests requests,
            Map<String, FunctionProfile> profiles)
            throws IOException {
        String app = rows.name(columns.app);
        double megabytes = rows.number(columns.memory, 0, 1e9);
        long calls = rows.whole(columns.calls, 0, Long.MAX_VALUE);
        long active = rows.whole(columns.active, 0, columns.minutes);
        boolean usable = active >= 0.2 * Math.min(MINUTES_OF_A_DAY, calls);
        boolean wanted = usable && settings.keeps().test(app);
        for (int minute = 0; minute < columns.minutes; minute++) {
            long used = rows.whole(columns.first + minute, 0, MOST_INSTANCES);
            long atOnce = reading == Reading.INSTANCES ? used : Math.min(1, used);
            if (wanted && atOnce > 0) {
                requests.count(atOnce, rows.place(columns.first + minute));
                expand(app, minute, atOnce, requests);
            }
        }
        if (wanted) {
            profiles.put(app, Profiles.withMemory(settings.profile(), megabytes));
        }
    }

    private void expand(String app, int minute, long atOnce, Requests requests) {
        double fraction = Mix.fraction(Mix.hash(app), reading == Reading.USE ? 0 : minute);
        long offset = minute * Times.MINUTE + (long) (fraction * (Times.MINUTE - Times.ofMillis(CALL_MILLIS)));
        for (long i = 0; i < atOnce; i++) {
            requests.add(app, app, offset, Times.ofMillis(CALL_MILLIS));
        }
    }
}
