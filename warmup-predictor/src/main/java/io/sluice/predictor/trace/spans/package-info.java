/** Makes calls of spans, and reads spans as CSV. */
@NullMarked
package io.sluice.predictor.trace.spans;

import org.jspecify.annotations.NullMarked;
