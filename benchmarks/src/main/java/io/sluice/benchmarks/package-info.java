/** The one command that measures Sluice: starts what is measured, puts load on it, and prints what came of it. */
@NullMarked
package io.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
