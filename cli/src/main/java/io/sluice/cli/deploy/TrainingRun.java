package io.sluice.cli.deploy;

import io.sluice.cli.client.Paths;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.contract.FunctionName;
import io.sluice.contract.api.FunctionDescription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The training run that a Java function has after its deploy, for those who measure what comes of it. */
public final class TrainingRun {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LOOKS = 1800;
    private static final String PENDING = "none yet";

    private TrainingRun() {}

    /**
     * Waits until the training run of a function is over, three minutes at most.
     *
     * @return how it stands with its AOT cache then, or null where functions have none
     */
    public static @Nullable String await(RuntimeClient client, FunctionName function) {
        String state = null;
        for (int i = 0; i < LOOKS; i++) {
            state = client.get(Paths.function(function, ""), FunctionDescription.class)
                    .aotCache();
            if (state == null || !state.startsWith(PENDING)) {
                return state;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return state;
    }
}
