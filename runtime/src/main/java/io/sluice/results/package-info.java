/** The results of calls, kept for a while: what makes calls equal, which results may still be used, and how much is kept. */
@NullMarked
package io.sluice.results;

import org.jspecify.annotations.NullMarked;
