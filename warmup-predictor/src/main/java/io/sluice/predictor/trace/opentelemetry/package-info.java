/** Reads OpenTelemetry spans as JSON. */
@NullMarked
package io.sluice.predictor.trace.opentelemetry;

import org.jspecify.annotations.NullMarked;
