/** Measures one instance without a runtime, by frames and by HTTP: how much a call costs the instance itself. */
@NullMarked
package io.sluice.benchmarks.instance;

import org.jspecify.annotations.NullMarked;
