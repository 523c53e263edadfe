/** Watches invocations go by and tells the predictor. */
@NullMarked
package io.sluice.warmup;

import org.jspecify.annotations.NullMarked;
