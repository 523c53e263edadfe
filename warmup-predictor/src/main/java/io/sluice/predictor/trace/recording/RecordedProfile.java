package io.sluice.predictor.trace.recording;

import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.InstanceReady;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a recording says of a function's instances: the median of its starts, and the most memory. For one thread. */
final class RecordedProfile {

    private final List<Long> starts = new ArrayList<>(0);
    private long memoryBytes;

    void add(InstanceReady ready) {
        starts.add(ready.tookNanos());
        memoryBytes = Math.max(memoryBytes, ready.memoryBytes());
    }

    /** The profile, with what the recording doesn't say taken from another. */
    FunctionProfile or(FunctionProfile unknown) {
        Collections.sort(starts);
        return new FunctionProfile(
                starts.isEmpty() ? unknown.startNanos() : starts.get(starts.size() / 2),
                memoryBytes == 0 ? unknown.memoryBytes() : memoryBytes,
                unknown.concurrency());
    }
}
