/** The functions whose calls are measured. */
@NullMarked
package io.sluice.benchmarks.functions;

import org.jspecify.annotations.NullMarked;
