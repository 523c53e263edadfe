package io.sluice.training;

import io.sluice.registry.FunctionVersion;
import java.time.Duration;

/** Told what came of training runs, on the thread that makes them. */
@FunctionalInterface
public interface TrainingListener {

    /** A training run has ended, with an AOT cache that is used from now on or without. */
    void trained(FunctionVersion function, boolean succeeded, Duration took);
}
