/** Deploying, looking at and removing functions, keys and secrets. */
@NullMarked
package io.sluice.gateway.management;

import org.jspecify.annotations.NullMarked;
