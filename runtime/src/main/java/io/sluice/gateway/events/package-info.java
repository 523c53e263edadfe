/** Calls by CloudEvents 1.0 over HTTP. */
@NullMarked
package io.sluice.gateway.events;

import org.jspecify.annotations.NullMarked;
