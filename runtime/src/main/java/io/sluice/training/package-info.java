/** Runs new Java functions in the background to record what makes their next starts short. */
@NullMarked
package io.sluice.training;

import org.jspecify.annotations.NullMarked;
