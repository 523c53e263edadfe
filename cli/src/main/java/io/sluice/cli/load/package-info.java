/** Puts load on something that answers HTTP, closed or open loop, and takes the time of each call; it needs nothing but sockets. */
@NullMarked
package io.sluice.cli.load;

import org.jspecify.annotations.NullMarked;
