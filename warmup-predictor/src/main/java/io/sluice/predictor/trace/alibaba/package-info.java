/** Reads the call graphs of Alibaba's microservices traces. */
@NullMarked
package io.sluice.predictor.trace.alibaba;

import org.jspecify.annotations.NullMarked;
