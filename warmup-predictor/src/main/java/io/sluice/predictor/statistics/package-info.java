/** What the past says in numbers: who calls whom, and how often. */
@NullMarked
package io.sluice.predictor.statistics;

import org.jspecify.annotations.NullMarked;
