/** Carries out pipelines: functions that have no instance, whose steps are calls of others. */
@org.jspecify.annotations.NullMarked
package io.sluice.pipeline;
