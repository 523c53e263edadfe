/** Instances of functions: when to start and stop them, and which one takes the next call. */
@NullMarked
package io.sluice.pool;

import org.jspecify.annotations.NullMarked;
