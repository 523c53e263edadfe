/** The processes that are measured, from their start to their end. */
@NullMarked
package io.sluice.benchmarks.process;

import org.jspecify.annotations.NullMarked;
