/** Loops of pipelines: beside single calls, and from cold. */
@NullMarked
package io.sluice.benchmarks.pipelines;

import org.jspecify.annotations.NullMarked;
