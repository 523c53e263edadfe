package io.sluice.predictor.trace.azure;

import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.source.CsvRows;
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
 * Reads the public trace {@code AzureFunctionsInvocationTraceForTwoWeeksJan2021.txt} (Zhang et al., "Faster and Cheaper
 * Serverless Computing on Harvested Resources", SOSP 2021): CSV with the columns {@code app,func,end_timestamp,duration},
 * in seconds, in any order. An app is what has instances, so it is the predictor's function; app and function together
 * are the entry. A call that began before the trace did begins with it.
 */
public final class Azure2021Reader implements TraceReader {

    @Override
    public String format() {
        return "azure-2021";
    }

    @Override
    public boolean recognises(String name, String firstLine) {
        return firstLine.startsWith("app,func,end_timestamp");
    }

    @Override
    public Trace read(List<Path> files, ReadSettings settings) throws IOException {
        Requests requests = new Requests(settings);
        Map<String, String> names = new HashMap<>();
        Map<String, FunctionProfile> profiles = new HashMap<>();
        long length = -1;
        for (Path file : files) {
            try (CsvRows rows = CsvRows.open(file, settings)) {
                int app = rows.column("app");
                int function = rows.column("func");
                int end = rows.column("end_timestamp");
                int duration = rows.column("duration");
                while (rows.next()) {
                    String name = shared(names, rows.name(app));
                    String entry = name + "/" + rows.name(function);
                    long ended = Times.ofSeconds(rows.number(end, 0, Times.MOST_SECONDS));
                    long took = Times.ofSeconds(rows.number(duration, 0, Times.MOST_SECONDS));
                    length = Math.max(length, ended);
                    if (settings.keeps().test(name)) {
                        long began = Math.max(0, ended - took);
                        requests.count(1, rows.place(end));
                        requests.add(shared(names, entry), name, began, ended - began);
                        profiles.put(name, settings.profile());
                    }
                }
            }
        }
        if (length < 0) {
            throw new TraceFile(files.getFirst()).empty("calls");
        }
        return new Trace(TraceFile.title(files), requests.sorted(), length, profiles);
    }

    private static String shared(Map<String, String> names, String name) {
        String first = names.putIfAbsent(name, name);
        return first == null ? name : first;
    }
}
