/** Many times the load that a function can take, for a while: what is served, what is refused, and what is left afterwards. */
@NullMarked
package io.sluice.benchmarks.overload;

import org.jspecify.annotations.NullMarked;
