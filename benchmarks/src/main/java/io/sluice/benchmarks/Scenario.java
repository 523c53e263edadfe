package io.sluice.benchmarks;

import io.sluice.benchmarks.load.Target;

/** Something to put load on. */
record Scenario(String name, Target target) {}
