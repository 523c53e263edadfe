package io.sluice.benchmarks;

import io.sluice.benchmarks.load.Target;

/** Something to put load on, and whether the runtime has a part in it. */
record Scenario(String name, Target target, boolean throughRuntime) {}
