/** How an instance is spoken to, whatever started it: by frames on one connection for each event loop, or by HTTP. */
@NullMarked
package io.sluice.pool.connection;

import org.jspecify.annotations.NullMarked;
