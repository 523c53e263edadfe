/** What happened: calls of functions, as a runtime records or a trace file tells them. */
@NullMarked
package io.sluice.predictor.trace;

import org.jspecify.annotations.NullMarked;
