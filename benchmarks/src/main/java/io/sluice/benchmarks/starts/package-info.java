/** Starts, from the launch of a process to its first answer: one class for each way to start, and what came of many. */
@NullMarked
package io.sluice.benchmarks.starts;

import org.jspecify.annotations.NullMarked;
