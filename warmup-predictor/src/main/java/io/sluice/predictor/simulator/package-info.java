/** Replays a trace under a policy, and says what it cost. */
@NullMarked
package io.sluice.predictor.simulator;

import org.jspecify.annotations.NullMarked;
