/** What is to be warm when: policies that learn, those of the literature, and bounds. */
@NullMarked
package io.sluice.predictor.policy;

import org.jspecify.annotations.NullMarked;
