/** JSON as readers of trace files read it: token by token, with the place of each in messages. */
@NullMarked
package io.sluice.predictor.trace.json;

import org.jspecify.annotations.NullMarked;
