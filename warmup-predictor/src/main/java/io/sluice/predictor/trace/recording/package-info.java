/** The runtime's own recording of what happened: its writer and its reader. */
@NullMarked
package io.sluice.predictor.trace.recording;

import org.jspecify.annotations.NullMarked;
