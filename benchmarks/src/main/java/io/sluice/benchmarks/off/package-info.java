/**
 * An agent for a runtime that is compared with: it takes out what a call costs beside the call itself. Nothing of it is in
 * the runtime; it stands alone in its jar, and needs nothing but Java.
 */
@NullMarked
package io.sluice.benchmarks.off;

import org.jspecify.annotations.NullMarked;
