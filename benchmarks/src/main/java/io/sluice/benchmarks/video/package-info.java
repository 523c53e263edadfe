/** What a video takes as functions, beside one process that does the same. */
@NullMarked
package io.sluice.benchmarks.video;

import org.jspecify.annotations.NullMarked;
