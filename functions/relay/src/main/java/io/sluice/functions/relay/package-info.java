/** {@code demo/first} and those it calls: a pipeline with nothing in it but the way from step to step. */
@NullMarked
package io.sluice.functions.relay;

import org.jspecify.annotations.NullMarked;
