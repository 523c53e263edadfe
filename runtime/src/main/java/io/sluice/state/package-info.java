/** Small tables that outlive the runtime: the port, and how Infinispan keeps them. */
@NullMarked
package io.sluice.state;

import org.jspecify.annotations.NullMarked;
