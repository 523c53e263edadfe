/** Reads the public traces of Azure Functions: of 2019 by the minute, of 2021 by the call, and of FeMux by the minute. */
@NullMarked
package io.sluice.predictor.trace.azure;

import org.jspecify.annotations.NullMarked;
