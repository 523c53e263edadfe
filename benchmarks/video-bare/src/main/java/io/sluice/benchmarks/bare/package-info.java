/** A video that is split, painted and joined without functions: what it takes at least. */
@NullMarked
package io.sluice.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
