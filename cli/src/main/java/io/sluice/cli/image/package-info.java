/** Images of the runtime: which base they stand on, and the program that builds them. */
@NullMarked
package io.sluice.cli.image;

import org.jspecify.annotations.NullMarked;
