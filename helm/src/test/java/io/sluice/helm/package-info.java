/** Tests of the chart: what it renders, what it refuses, and that its README tells the same. */
@NullMarked
package io.sluice.helm;

import org.jspecify.annotations.NullMarked;
