/** Takes an invocation to the instance that answers it, over the event bus; puts invocations together to flows. */
@NullMarked
package io.sluice.router;

import org.jspecify.annotations.NullMarked;
