/** Funqy as it comes, to compare with. */
@NullMarked
package io.sluice.benchmarks.funqy;

import org.jspecify.annotations.NullMarked;
