package io.sluice.predictor.trace.recording;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TraceEvent;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.Requests;
import io.sluice.predictor.trace.source.TraceFile;
import io.sluice.predictor.trace.source.TraceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@link RecordingWriter} wrote. Calls that waited are told as if they hadn't, with what came after them moved
 * forward. A call whose caller began before the recording is an outermost one; the end of a call that did is left
 * out; a call that hasn't ended does so with the recording. Several files are read as one after the other, each with a
 * clock of its own.
 */
public final class RecordingReader implements TraceReader {

    @Override
    public String format() {
        return "recording";
    }

    @Override
    public boolean recognises(String name, String firstLine) {
        return firstLine.startsWith("{") && firstLine.contains("\"" + RecordingFormat.NAME + "\"");
    }

    @Override
    public Trace read(List<Path> files, ReadSettings settings) throws IOException {
        Requests requests = new Requests(settings);
        Map<String, RecordedProfile> profiles = new HashMap<>();
        long length = 0;
        boolean any = false;
        for (Path file : files) {
            try (RecordingEvents events = RecordingEvents.open(file, settings)) {
                RecordedCalls calls = new RecordedCalls(requests);
                for (TraceEvent event = events.next(); event != null; event = events.next()) {
                    any = true;
                    switch (event) {
                        case CallStarted started -> {
                            calls.start(started, events.place());
                            profiles.computeIfAbsent(started.function(), ignored -> new RecordedProfile());
                        }
                        case CallsExpected _ -> {}
                        case CallEnded ended -> calls.end(ended, events.place());
                        case InstanceReady ready -> {
                            calls.at(ready.atNanos());
                            profiles.computeIfAbsent(ready.function(), ignored -> new RecordedProfile())
                                    .add(ready);
                        }
                    }
                }
                length = calls.finish(length, settings.keeps());
            }
        }
        if (!any) {
            throw new TraceFile(files.getFirst()).empty("events");
        }
        Map<String, FunctionProfile> known = new HashMap<>();
        profiles.forEach((function, profile) -> known.put(function, profile.or(settings.profile())));
        return new Trace(TraceFile.title(files), requests.sorted(), length, known);
    }
}
