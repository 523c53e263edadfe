/** What the frames cost by themselves, without a connection and without functions. */
@NullMarked
package io.sluice.benchmarks.frames;

import org.jspecify.annotations.NullMarked;
