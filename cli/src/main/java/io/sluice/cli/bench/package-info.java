/** Measures targets beside each other, in rounds, and says what came of it. */
@NullMarked
package io.sluice.cli.bench;

import org.jspecify.annotations.NullMarked;
