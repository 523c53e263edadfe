/** Instances as processes of their own on this host. */
@NullMarked
package io.sluice.pool.process;

import org.jspecify.annotations.NullMarked;
