/** Finds the reader of a trace file, by the format's name or by a look at the file. */
@NullMarked
package io.sluice.predictor.trace.readers;

import org.jspecify.annotations.NullMarked;
