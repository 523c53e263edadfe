/** Functions without the SDK: the instance protocol, as its page says it, on bare Vert.x. */
@NullMarked
package io.sluice.benchmarks.lean;

import org.jspecify.annotations.NullMarked;
