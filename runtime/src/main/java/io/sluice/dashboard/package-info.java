/** Read-only views of what goes on: counts, latencies and metrics. */
@NullMarked
package io.sluice.dashboard;

import org.jspecify.annotations.NullMarked;
