/** The policy that learns when, after whom and how many instances of each function are needed, and what waiting for them is worth. */
@NullMarked
package io.sluice.predictor.policy.learning;

import org.jspecify.annotations.NullMarked;
