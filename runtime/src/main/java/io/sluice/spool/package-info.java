/** Payloads that are too large for memory: where they are meanwhile, and how their bytes cross to threads that may block. */
@NullMarked
package io.sluice.spool;

import org.jspecify.annotations.NullMarked;
