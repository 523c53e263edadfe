/** Every policy there is, by name: those of the literature, bounds that know the future, and what learns. */
@NullMarked
package io.sluice.predictor.policy.catalog;

import org.jspecify.annotations.NullMarked;
