/** Puts the parts together, starts them in order and ends them in order. */
@NullMarked
package io.sluice.boot;

import org.jspecify.annotations.NullMarked;
